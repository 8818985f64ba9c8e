/* The form of another record opens over the page, not in a window of its own. */
(function () {
  "use strict";
  var $ = window.django && window.django.jQuery;
  if (!$ || !window.HTMLDialogElement) { return; }
  // As Django counts windows that were opened from windows: by the end of their names.
  function depth() {
    var isOne = document.getElementsByName("_popup").length > 0;
    return isOne ? Number(window.name.split("__").pop()) || 0 : 0;
  }
  function isTypedIn(frame) {
    return Boolean(frame.contentWindow.isUnsaved && frame.contentWindow.isUnsaved());
  }
  function open(link, made) {
    var dialog = made.content.firstElementChild.cloneNode(true), frame = dialog.querySelector("iframe");
    var field = link.id.replace(/^(change|add|delete|view)_/, "");
    function mayClose() { return !isTypedIn(frame) || window.confirm(dialog.dataset.question); }
    frame.name = field + "__" + (depth() + 1);
    frame.title = link.title;
    frame.src = link.href;
    dialog.setAttribute("aria-label", link.title);
    dialog.querySelector("form").addEventListener("submit", function (event) {
      if (!mayClose()) { event.preventDefault(); }
    });
    dialog.addEventListener("cancel", function (event) { if (!mayClose()) { event.preventDefault(); } });
    dialog.addEventListener("close", function () {
      var select = document.getElementById(field), box = select && select.nextElementSibling;
      dialog.remove();
      ((box && box.querySelector(".select2-selection")) || link).focus();
    });
    frame.addEventListener("load", function () {
      // A page that may not stand in another, such as where one signs in again.
      if (!frame.contentDocument) { dialog.close(); window.showRelatedObjectPopup(link); return; }
      frame.contentWindow.addEventListener("keydown", function (event) {
        if (event.key === "Escape" && !event.defaultPrevented && !frame.contentDocument.querySelector(".select2-container--open, dialog[open]") && mayClose()) { dialog.close(); }
      });
    });
    document.body.append(dialog);
    dialog.showModal();
  }
  $(document).on("django:show-related", function (event) {
    var made = document.getElementById("form-in-a-dialog");
    if (!made) { return; }
    event.preventDefault();
    open(event.target, made);
  });
}());
