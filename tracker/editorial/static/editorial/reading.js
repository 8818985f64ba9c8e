/* Words selected in a kept text become a citation; pasting them does the same without this. */
(function () {
  "use strict";
  var text = document.getElementById("text"), bar = document.getElementById("cite_bar");
  if (!text || !bar) { return; }
  var selection = document.getSelection(), shown = bar.querySelector(".selected");
  var target = bar.elements.namedItem("target"), LONGEST_SHOWN = 90, isHeld = false;

  /** The words of a range, without the names of passages that were cited before. */
  function wordsOf(range) {
    var copy = range.cloneContents();
    copy.querySelectorAll(".cited-in, .page-mark").forEach(function (name) { name.remove(); });
    return copy.textContent;
  }

  /** How many characters stand in a paragraph before a place; the site counts code points. */
  function charactersBefore(block, node, at) {
    var range = document.createRange();
    range.selectNodeContents(block);
    range.setEnd(node, at);
    return Array.from(wordsOf(range)).length;
  }

  /** Where in the text the selection begins and ends, and its words; null if it has none. */
  function selected() {
    if (!selection.rangeCount || selection.isCollapsed) { return null; }
    var range = selection.getRangeAt(0);
    if (!range.intersectsNode(text)) { return null; }
    var blocks = Array.from(text.querySelectorAll("[data-start]")).filter(function (block) {
      return range.intersectsNode(block);
    });
    if (!blocks.length) { return null; }
    var first = blocks[0], last = blocks[blocks.length - 1];
    var isWithin = first.contains(range.startContainer), endsWithin = last.contains(range.endContainer);
    var start = isWithin ? charactersBefore(first, range.startContainer, range.startOffset) : 0;
    var end = endsWithin
      ? charactersBefore(last, range.endContainer, range.endOffset)
      : charactersBefore(last, last, last.childNodes.length);
    var own = document.createRange();
    own.setStart(isWithin ? range.startContainer : first, isWithin ? range.startOffset : 0);
    own.setEnd(endsWithin ? range.endContainer : last, endsWithin ? range.endOffset : last.childNodes.length);
    var words = wordsOf(own);
    return words.trim() && {
      start: Number(first.dataset.start) + start,
      end: Number(last.dataset.start) + end,
      words: words
    };
  }

  /** Show the bar with what is selected. While somebody is in the bar, it keeps what it has. */
  function look() {
    var found = selected();
    if (!found) {
      if (!isHeld && !bar.contains(document.activeElement)) { hide(); }
      return;
    }
    ["start", "end", "words"].forEach(function (name) { bar.elements.namedItem(name).value = found[name]; });
    var letters = Array.from(found.words.trim());
    shown.textContent = letters.length > LONGEST_SHOWN
      ? letters.slice(0, LONGEST_SHOWN - 25).join("") + " … " + letters.slice(-20).join("")
      : letters.join("");
    bar.hidden = false;
    document.body.classList.add("has-cite-bar");
  }

  function hide() {
    bar.hidden = true;
    document.body.classList.remove("has-cite-bar");
  }

  function letGo() {
    isHeld = false;
    selection.collapseToStart();
    hide();
    text.focus({preventScroll: true});
  }

  /** Choose the next word or line, or add it to what is selected. */
  function step(event) {
    var isAcross = /Left|Right/.test(event.key), size = isAcross ? "word" : "line";
    var way = {ArrowLeft: "left", ArrowRight: "right", ArrowUp: "backward", ArrowDown: "forward"}[event.key];
    if (!selection.rangeCount || !text.contains(selection.anchorNode)) {
      selection.collapse(firstInSight(), 0);
      selection.modify("extend", "forward", "word");
    } else if (event.shiftKey) {
      selection.modify("extend", way, size);
    } else {
      var isForward = way === "forward" || way === (isRightToLeft() ? "left" : "right");
      if (isForward) { selection.collapseToEnd(); } else { selection.collapseToStart(); }
      selection.modify("move", way, size);
      selection.modify("extend", isForward ? "forward" : "backward", "word");
    }
    var box = selection.getRangeAt(0).getBoundingClientRect();
    if (box.top < 0 || box.bottom > window.innerHeight - bar.offsetHeight) {
      window.scrollBy(0, box.top - window.innerHeight / 3);
    }
  }

  function isRightToLeft() {
    var node = selection.focusNode, element = node.nodeType === 1 ? node : node.parentElement;
    return window.getComputedStyle(element).direction === "rtl";
  }

  /** The first paragraph that is on the screen: there the keys begin. */
  function firstInSight() {
    var blocks = Array.from(text.querySelectorAll("[data-start]"));
    return blocks.find(function (block) { return block.getBoundingClientRect().bottom > 0; }) || blocks[0];
  }

  text.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    var option = target && !bar.hidden && target.querySelector("[data-key='" + event.key.replace(/[^1-9]/g, "") + "']");
    if (/^Arrow/.test(event.key)) {
      event.preventDefault();
      step(event);
    } else if (option) {
      event.preventDefault();
      option.selected = true;
      bar.requestSubmit(bar.elements.namedItem("save"));
    } else if (event.key === "Enter" && !bar.hidden && event.target === text) {
      event.preventDefault();
      (target || bar.elements.namedItem("look")).focus();
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !bar.hidden) { letGo(); }
  });
  bar.querySelector("[data-close]").addEventListener("click", letGo);
  // A touch of the bar may end the selection before the button hears of it.
  document.addEventListener("pointerdown", function (event) { isHeld = bar.contains(event.target); });
  document.addEventListener("selectionchange", look);
  look();
}());
