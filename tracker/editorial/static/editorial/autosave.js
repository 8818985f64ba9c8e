/* What stands in a form is kept every few seconds, until it is saved; an outline does so itself. */
(function () {
  "use strict";
  var PAUSE = 3000, AGAIN = 10000;
  /** Keep fields beside the record, unsaved; the promise has when. */
  window.keepTyped = function (address, fields) {
    return window.fetch(address, {method: "POST", body: new URLSearchParams(fields)}).then(function (answer) {
      if (!answer.ok || answer.redirected) { throw new Error(answer.status); }
      return answer.text();
    });
  };
  document.addEventListener("DOMContentLoaded", function () {
    var bar = document.querySelector("[data-typed]"), form = bar && bar.closest("form");
    if (!form || form.id === "row_form") { return; }
    var timer = 0, kept = fields(), isSent = false, said = bar.querySelector("[role=status]");
    function fields() { return String(new URLSearchParams(new FormData(form))); }
    // What was typed before and is still offered is not written over.
    function isAsked() { return Boolean(form.querySelector(".offer")); }
    function wait(pause) {
      window.clearTimeout(timer);
      timer = window.setTimeout(keep, pause);
    }
    function keep() {
      var now = isSent || isAsked() ? kept : fields();
      if (now === kept) { return; }
      window.keepTyped(bar.dataset.typed, now).then(function (at) {
        kept = now;
        said.textContent = bar.dataset.kept.replace("{at}", at);
      }).catch(function () {
        said.textContent = bar.dataset.lost;
        wait(AGAIN);
      });
    }
    ["input", "change"].forEach(function (name) {
      form.addEventListener(name, function () { wait(PAUSE); });
    });
    // A choice that a script makes is told by jQuery alone.
    if (window.django) { window.django.jQuery(form).on("change", function () { wait(PAUSE); }); }
    window.addEventListener("online", function () { wait(0); });
    form.addEventListener("submit", function () { isSent = true; });
    window.addEventListener("pagehide", function () {
      var now = isSent || isAsked() ? kept : fields();
      if (now !== kept) { navigator.sendBeacon(bar.dataset.typed, new URLSearchParams(now)); }
    });
  });
}());
