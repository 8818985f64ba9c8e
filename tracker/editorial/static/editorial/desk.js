/* The desk's own touches; every form works without them. */
(function () {
  "use strict";
  var $ = window.django && window.django.jQuery;
  if (!$) { return; }
  // The form of a response offers the allegations of the claims chosen above them.
  $.ajaxPrefilter(function (options) {
    if (options.url.indexOf("/autocomplete/") === -1 || !/field_name=allegation(&|$)/.test(options.url + "&" + (options.data || ""))) { return; }
    var claims = [];
    document.querySelectorAll("select[name^='claim_links-'][name$='-claim']").forEach(function (select) {
      if (select.value && select.name.indexOf("empty") === -1) { claims.push(select.value); }
    });
    if (claims.length) {
      options.url += (options.url.indexOf("?") === -1 ? "?" : "&") + "claims=" + claims.join(",");
    }
  });
  // A new allegation gets the next number.
  $(document).on("djnesting:added formset:added", function () {
    var fields = Array.prototype.slice.call(document.querySelectorAll("input[name^='allegations-'][name$='-number']"))
      .filter(function (field) { return field.name.indexOf("empty") === -1; });
    var highest = fields.reduce(function (top, field) { return Math.max(top, Number(field.value) || 0); }, 0);
    fields.forEach(function (field) { if (!field.value) { highest += 1; field.value = highest; } });
  });
  // Leaving with unsaved work asks first.
  var changed = false;
  $(document).on("input change", "form[id$='_form'] :input", function () { changed = true; });
  $(document).on("submit", "form", function () { changed = false; });
  window.addEventListener("beforeunload", function (event) { if (changed) { event.preventDefault(); } });
}());
