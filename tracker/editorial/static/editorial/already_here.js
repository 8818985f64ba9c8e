/* Shows beside a field what is perhaps the same as what is typed; the form asks without it, too. */
(function () {
  "use strict";
  var PAUSE = 600;
  var place, form, watched;
  function isWatched(name) {
    return watched.some(function (shape) { return shape.test(name); });
  }
  function typed() {
    var data = new URLSearchParams({"_own": place.dataset.own});
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string" && (isWatched(name) || /-DELETE$/.test(name))) { data.append(name, value); }
    });
    return data;
  }
  function show(html) {
    var found = document.createElement("div");
    found.innerHTML = html;
    form.querySelectorAll(".already-here-hints").forEach(function (box) { box.replaceChildren(); });
    found.querySelectorAll("[data-beside]").forEach(function (hint) {
      var row = form.querySelector(".field-" + hint.dataset.beside) || place.parentNode;
      boxIn(row).append(hint);
    });
  }
  // There before anything is in it: what comes into it is read out.
  function boxIn(row) {
    var box = row.querySelector(":scope > .already-here-hints");
    if (!box) {
      box = document.createElement("div");
      box.className = "already-here-hints";
      box.setAttribute("aria-live", "polite");
      row.append(box);
    }
    return box;
  }
  var waiting = 0, asked = 0;
  function ask() {
    var mine = asked += 1;
    window.fetch(place.dataset.alreadyHere, {
      method: "POST",
      body: typed(),
      credentials: "same-origin",
      redirect: "error",
      headers: {"X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value}
    }).then(function (answer) {
      return answer.ok ? answer.text() : "";
    }).then(function (html) {
      if (mine === asked) { show(html); }
    }).catch(function () { /* The form asks when it is saved. */ });
  }
  function later(event) {
    if (!event.target.name || !isWatched(event.target.name)) { return; }
    window.clearTimeout(waiting);
    waiting = window.setTimeout(ask, PAUSE);
  }
  function begin() {
    place = document.querySelector("[data-already-here]");
    form = place && place.closest("form");
    if (!form) { return; }
    watched = place.dataset.fields.split(" ").map(function (name) {
      return new RegExp("^" + name.replace("*", "\\d+") + "$");
    });
    form.addEventListener("input", later);
    // The form is sent and asks by itself.
    form.addEventListener("submit", function () { window.clearTimeout(waiting); asked += 1; });
    // Select2 tells of what is chosen through jQuery alone.
    if (window.django) { window.django.jQuery(form).on("change", later); }
    // What came with the address of the form, from a search that found nothing.
    if (window.location.search && !place.dataset.own) { ask(); }
  }
  document.addEventListener("DOMContentLoaded", begin);
}());
