/* What was looked for in a choice of a record goes into the form of a new one. */
(function () {
  "use strict";
  var $ = window.django && window.django.jQuery;
  if (!$) { return; }
  var looked = new WeakMap(), open = null;
  $(document).on("select2:open", function (event) { open = event.target; });
  document.addEventListener("input", function (event) {
    if (open && event.target.matches(".select2-search__field")) { looked.set(open, event.target.value.trim()); }
  });
  $(document).on("select2:select", function (event) { looked.delete(event.target); });
  // Before Django opens the popup of the link.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest(".related-widget-wrapper-link.add-related");
    var select = link && link.closest(".related-widget-wrapper").querySelector("select");
    if (!select) { return; }
    var address = new URL(link.href), said = looked.get(select) || "";
    ["name", "title", "url"].forEach(function (name) { address.searchParams.delete(name); });
    if (said) {
      var isNamed = /\/(party|place)\/add\/$/.test(address.pathname);
      address.searchParams.set(/^https?:\/\//i.test(said) ? "url" : isNamed ? "name" : "title", said);
    }
    link.href = address.toString();
  }, true);
  document.addEventListener("keydown", function (event) {
    var isSearch = event.key === "Enter" && event.target.matches(".select2-search__field");
    var way = isSearch && document.querySelector(".select2-container--open .select2-results__message button");
    if (way) { event.preventDefault(); event.stopPropagation(); way.click(); }
  }, true);
  // Where nothing was found, the way to a new record stands in the place of what was sought.
  $(document).on("select2:open", function (event) {
    var select = event.target, wrapper = select.closest(".related-widget-wrapper");
    var link = wrapper && wrapper.querySelector(".related-widget-wrapper-link.add-related");
    var list = document.querySelector(".select2-container--open .select2-results__options");
    if (!link || !list) { return; }
    new MutationObserver(function () {
      var none = list.querySelector(".select2-results__message:not(.loading-results)"), said = looked.get(select);
      if (!none || !said || none.querySelector("button")) { return; }
      var button = document.createElement("button"), name = document.createElement("bdi");
      button.type = "button";
      name.textContent = said;
      button.append((link.title || link.textContent).trim() + ": ", name);
      button.addEventListener("click", function () { $(select).select2("close"); link.click(); });
      none.append(button);
    }).observe(list, {childList: true});
  });
}());
