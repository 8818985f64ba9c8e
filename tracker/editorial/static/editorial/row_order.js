/* Buttons that move a row up or down: they write the numbers that can be typed without them. */
(function () {
  "use strict";
  var $ = window.django && window.django.jQuery;
  if (!$) { return; }
  var told = document.createElement("p");
  told.className = "moved";
  told.setAttribute("role", "status");

  function groupOf(row) {
    return row.parentNode.closest(".inline-group");
  }

  function fieldOf(row) {
    return document.getElementById("id_" + row.id + "-" + groupOf(row).dataset.orderedBy);
  }

  function valueOf(row) {
    return fieldOf(row).value === "" ? Infinity : Number(fieldOf(row).value);
  }

  /** The rows of a group, as they stand in the document. */
  function rowsOf(group) {
    return Array.from(group.querySelectorAll(".inline-related"))
      .filter(function (row) { return groupOf(row) === group && fieldOf(row); });
  }

  function isMarkedForDeletion(row) {
    return Boolean(row.querySelector(":scope > h3 input[name$='-DELETE']:checked"));
  }

  /** Rows in the order of their numbers, as typed; those without one last. */
  function inOrder(rows) {
    return rows.slice().sort(function (one, other) {
      return valueOf(one) === valueOf(other) ? 0 : valueOf(one) - valueOf(other);
    });
  }

  function staying(group) {
    return inOrder(rowsOf(group)).filter(function (row) { return !isMarkedForDeletion(row); });
  }

  /** Put the rows where their numbers, typed by hand perhaps, say that they stand. */
  function arrange(group) {
    var now = rowsOf(group), wanted = inOrder(now);
    if (now.every(function (row, at) { return row === wanted[at]; })) { return; }
    wanted.slice(1).forEach(function (row, at) { wanted[at].after(row); });
  }

  function write(row, number) {
    var field = fieldOf(row);
    if (field.value === String(number)) { return; }
    field.value = number;
    field.dispatchEvent(new Event("change", {bubbles: true}));
  }

  /** Give the rows, in this order, the numbers that they have among them; or 1, 2, 3. */
  function renumber(rows) {
    var numbers = rows.map(valueOf).sort(function (one, other) { return one - other; });
    var areApart = numbers.every(function (number, at) {
      return Number.isInteger(number) && number > (at ? numbers[at - 1] : 0);
    });
    rows.forEach(function (row, at) { write(row, areApart ? numbers[at] : at + 1); });
  }

  function makeButton(direction, sign) {
    var button = document.createElement("button");
    button.type = "button";
    button.dataset.direction = direction;
    button.textContent = sign;
    return button;
  }

  function giveButtons(row) {
    if (row.querySelector(":scope > h3 > .row-order")) { return; }
    var both = document.createElement("span");
    both.className = "row-order";
    both.append(makeButton("up", "↑"), makeButton("down", "↓"));
    row.querySelector(":scope > h3 > .inline_label").after(both);
  }

  function label(group) {
    var rows = staying(group);
    rowsOf(group).filter(isMarkedForDeletion).forEach(function (row) { row.querySelector(":scope > h3 > .row-order").hidden = true; });
    rows.forEach(function (row, at) {
      var both = row.querySelector(":scope > h3 > .row-order");
      both.hidden = rows.length < 2;
      both.querySelectorAll("button").forEach(function (button) {
        var isUp = button.dataset.direction === "up";
        button.setAttribute("aria-label", group.dataset[button.dataset.direction].replace("{n}", at + 1));
        // Not `disabled`: whoever moved the row to the end would lose the focus.
        button.setAttribute("aria-disabled", at === (isUp ? 0 : rows.length - 1));
      });
    });
  }

  function move(button) {
    var row = button.closest(".inline-related"), group = groupOf(row);
    var step = button.dataset.direction === "up" ? -1 : 1;
    arrange(group);
    var rows = staying(group), at = rows.indexOf(row), other = rows[at + step];
    if (other) {
      // The neighbour is moved past it: moved itself, the row would lose the focus.
      if (step < 0) { row.after(other); } else { row.before(other); }
      rows[at] = other;
      rows[at + step] = row;
      renumber(rows);
      told.textContent = group.dataset.moved.replace("{n}", at + step + 1).replace("{total}", rows.length);
    }
    label(group);
    button.focus();
    button.scrollIntoView({block: "nearest"});
  }

  function begin() {
    document.querySelectorAll(".inline-group[data-ordered-by]").forEach(function (group) {
      rowsOf(group).forEach(giveButtons);
      label(group);
    });
  }

  $(function () {
    document.querySelectorAll(".inline-group[data-ordered-by]").forEach(function (group) {
      group.classList.add("ordered");
      arrange(group);
    });
    document.body.append(told);
    begin();
  });
  $(document).on("formset:added formset:removed", begin);
  $(document).on("change", ".inline-related > h3 > .delete > input", begin);
  $(document).on("click", ".row-order > button", function () { move(this); });
  $(document).on("change", ".inline-related input", function () {
    var row = this.closest(".inline-related"), group = groupOf(row);
    if (group && group.dataset.orderedBy && this === fieldOf(row)) { label(group); }
  });
}());
