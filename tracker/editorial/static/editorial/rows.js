/* Rows added to a form and taken out of it again; without this, empty ones stand in an outline. */
(function () {
  "use strict";
  var EMPTY = "__prefix__", NAMES = ["id", "name", "for", "href", "data-prefix", "aria-describedby"];

  function groupOf(row) { return row.parentNode.closest(".inline-group"); }

  function totalOf(group) { return document.getElementById("id_" + group.dataset.prefix + "-TOTAL_FORMS"); }

  function rowAt(group, at) { return document.getElementById(group.dataset.prefix + "-" + at); }

  /** The end of a group, where rows are added. */
  function endOf(group) { return group.querySelector(":scope > fieldset > .add-row, :scope > fieldset > details > .add-row"); }

  function focusFirst(row) {
    var fields = row.querySelectorAll("input:not([type=hidden]), select, textarea, .select2-selection");
    var first = Array.from(fields).find(function (field) { return field.offsetParent && !field.matches(".select2-hidden-accessible"); });
    if (first) { first.focus(); }
  }

  function add(group) {
    var total = totalOf(group), prefix = group.dataset.prefix + "-" + total.value, made = document.createElement("template");
    var empty = group.closest("form").querySelector("template[data-kind='" + group.dataset.kind + "']");
    made.innerHTML = empty.innerHTML.replaceAll(EMPTY, prefix);
    var row = made.content.firstElementChild, choice = row.querySelector("[name='" + prefix + "-version_of']");
    endOf(group).querySelectorAll("option").forEach(function (one) { choice.append(one.cloneNode(true)); });
    total.value = Number(total.value) + 1;
    row.querySelector(".inline_label bdi").textContent = "#" + total.value;
    endOf(group).before(row);
    // Django's own scripts begin with what is added.
    row.dispatchEvent(new CustomEvent("formset:added", {bubbles: true, detail: {formsetName: group.dataset.prefix}}));
    focusFirst(row);
  }

  /** The names of a row that moves up, since one before it was taken out. */
  function rename(row, from, to) {
    [row].concat(Array.from(row.querySelectorAll("*"))).forEach(function (part) {
      NAMES.forEach(function (name) {
        var value = part.getAttribute(name);
        if (value && value.indexOf(from) !== -1) { part.setAttribute(name, value.split(from).join(to)); }
      });
    });
  }

  function remove(row) {
    var group = groupOf(row), total = totalOf(group), prefix = group.dataset.prefix + "-";
    var at = Number(row.id.slice(prefix.length)), last = Number(total.value) - 1;
    row.remove();
    for (; at < last; at += 1) { rename(rowAt(group, at + 1), prefix + (at + 1), prefix + at); }
    total.value = last;
    group.dispatchEvent(new CustomEvent("formset:removed", {bubbles: true, detail: {formsetName: group.dataset.prefix}}));
    endOf(group).querySelector("button").focus();
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest(".add-row > button, .remove-row");
    if (!button) { return; }
    if (button.matches(".remove-row")) { remove(button.closest(".inline-related")); } else { add(button.closest(".inline-group")); }
  });
}());
