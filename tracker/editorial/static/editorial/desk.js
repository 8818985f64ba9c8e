/* The desk's own touches; every form works without them. */
(function () {
  "use strict";
  var $ = window.django && window.django.jQuery;
  if (!$) { return; }
  // An answer is offered the points of the claims that its response addresses.
  $.ajaxPrefilter(function (options) {
    if (options.url.indexOf("/autocomplete/") === -1 || !/field_name=allegation(&|$)/.test(options.url + "&" + (options.data || ""))) { return; }
    var row = document.querySelector("#row_form[data-claims]");
    if (row) { options.url += (options.url.indexOf("?") === -1 ? "?" : "&") + "claims=" + row.dataset.claims; }
  });
  // A row with something typed in it is not removed by one slip of the hand.
  function isTypedIn(row) {
    return Array.prototype.some.call(row.querySelectorAll("input, textarea, select"), function (field) {
      if (field.type === "hidden" || /-(number|position)$/.test(field.name)) { return false; }
      if (field.type === "checkbox") { return field.checked !== field.defaultChecked; }
      if (field.tagName !== "SELECT") { return field.value.trim() !== ""; }
      return Array.prototype.some.call(field.options, function (option, at) {
        return option.selected && option.value && !option.defaultSelected && !(at === 0 && !field.multiple);
      });
    });
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest(".remove-row");
    if (link && isTypedIn(link.closest(".inline-related")) && !window.confirm(link.dataset.question)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);
  function wordsOf(label) { return label.textContent.replace(/:\s*$/, "").trim(); }
  // After a mistake: each said once more at the top, with the way to its field.
  function nameOf(list) {
    var names = [], row = list.closest(".inline-related");
    var label = list.parentNode.matches(".inline-related, fieldset.rows, form > div") ? null : list.parentNode.querySelector("label, legend");
    if (label) { names.push(wordsOf(label)); }
    for (; row; row = row.parentNode.closest(".inline-related")) {
      names.unshift(row.querySelector("h3 > b").textContent + " " + row.querySelector("h3 .inline_label").textContent.trim().slice(0, 60));
    }
    return names.join(" · ");
  }
  function isNotSent(list) {
    for (var row = list.closest(".inline-related"); row; row = row.parentNode.closest(".inline-related")) {
      if (row.querySelector(":scope > h3 input[name$='-DELETE']:checked")) { return true; }
    }
    return false;
  }
  window.listErrors = function (form) {
    var note = form.querySelector(".errornote");
    var lists = form.querySelectorAll(".errorlist");
    if (!note || !lists.length) { return; }
    var found = document.createElement("ul");
    found.className = "errors-found";
    lists.forEach(function (list, at) {
      if (list.matches(".errornote + .errorlist") || isNotSent(list)) { return; }
      var item = document.createElement("li"), link = document.createElement("a");
      list.id = list.id || "error-" + at;
      link.href = "#" + list.id;
      link.textContent = [nameOf(list), list.textContent.trim().replace(/\s+/g, " ")].filter(Boolean).join(": ");
      link.addEventListener("click", function () {
        var field = list.parentNode.querySelector("input:not([type=hidden]), textarea, select, .select2-selection");
        if (field) { window.setTimeout(function () { field.focus({preventScroll: true}); }); }
      });
      item.append(link);
      found.append(item);
    });
    if (found.childElementCount) { note.after(found); }
  };
  $(function () { document.querySelectorAll("form").forEach(window.listErrors); });
  // Select2 names its boxes by what is chosen in them alone: each goes by the label of its field, too.
  function labelOf(select) {
    return select.id && document.querySelector("label[for='" + window.CSS.escape(select.id) + "']");
  }
  function nameBox(select) {
    var box = select.nextElementSibling, label = labelOf(select);
    if (!label || !box || !box.matches(".select2-container")) { return; }
    var name = wordsOf(label);
    label.id = label.id || "label-" + select.id;
    var chosen = box.querySelector(".select2-selection__rendered");
    chosen.id = chosen.id || "chosen-" + select.id;
    box.querySelector("[role=combobox]").setAttribute("aria-labelledby", label.id + " " + chosen.id);
    box.querySelectorAll("[role=textbox], input").forEach(function (field) { field.setAttribute("aria-label", name); });
    box.querySelectorAll("ul > .select2-selection__clear").forEach(function (clear) { clear.setAttribute("role", "listitem"); });
  }
  function nameBoxes() {
    document.querySelectorAll("select.select2-hidden-accessible").forEach(nameBox);
  }
  $(function () { window.setTimeout(nameBoxes); });
  $(document).on("formset:added", function () { window.setTimeout(nameBoxes); });
  $(document).on("change", "select.select2-hidden-accessible", function () { window.setTimeout(nameBox, 0, this); });
  $(document).on("select2:open", function (event) {
    var field = document.querySelector(".select2-container--open .select2-search--dropdown input"), label = labelOf(event.target);
    if (field && label) { field.setAttribute("aria-label", wordsOf(label)); }
  });
  // The session does not end while somebody types.
  var asked = Date.now();
  $(document).on("input", "form[id$='_form'] :input", function () {
    if (Date.now() - asked < 10 * 60 * 1000) { return; }
    asked = Date.now();
    window.fetch(window.location.pathname.replace(/\/admin\/.*/, "/admin/still-here/") + "?at=" + encodeURIComponent(window.location.pathname), {credentials: "same-origin"});
  });
  // Leaving with unsaved work asks first; what came back with a mistake is unsaved too.
  var changed = false;
  $(function () { changed = Boolean(document.querySelector(".errornote, .told")); });
  $(document).on("input change", "form[id$='_form'] :input", function () { changed = true; });
  $(document).on("submit", "form", function () { changed = false; });
  window.addEventListener("beforeunload", function (event) { if (changed) { event.preventDefault(); } });
  window.isUnsaved = function () { return changed; };
}());
