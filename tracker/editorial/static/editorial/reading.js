/* Words selected in a kept text become a citation; pasting them does the same without this. */
(function () {
  "use strict";
  var text, bar, LONGEST_SHOWN = 90, isHeld = false, selection = document.getSelection();

  /** The text and the bar of the page; another page may lay other ones in their place. */
  function begin() {
    text = document.getElementById("text");
    bar = document.getElementById("cite_bar");
    if (!text || !bar) { hide(); return; }
    text.addEventListener("keydown", pressed);
    bar.querySelector("[data-close]").addEventListener("click", letGo);
    look();
  }

  function target() { return bar.elements.namedItem("target"); }

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
    if (!text || !bar || !selection.rangeCount || selection.isCollapsed) { return null; }
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
      if (bar && !isHeld && !bar.contains(document.activeElement)) { hide(); }
      return;
    }
    ["start", "end", "words"].forEach(function (name) { bar.elements.namedItem(name).value = found[name]; });
    var letters = Array.from(found.words.trim());
    if (bar.hidden && target()) { chooseOpenRow(); }
    bar.querySelector(".selected").textContent = letters.length > LONGEST_SHOWN
      ? letters.slice(0, LONGEST_SHOWN - 25).join("") + " … " + letters.slice(-20).join("")
      : letters.join("");
    bar.hidden = false;
    document.body.classList.add("has-cite-bar");
  }

  /** Beside an outline the row that is open is the first choice. */
  function chooseOpenRow() {
    var row = document.querySelector("li.open"), kinds = {allegations: "allegation", answers: "answer"};
    var parts = row ? row.id.split("-") : [], kind = parts[1] === "on" ? "new-answer" : kinds[parts[0]];
    var key = kind && parts.length > 1 ? kind + "-" + parts[parts.length - 1] + "." : "";
    var option = key && Array.from(target().options).find(function (one) { return one.value.startsWith(key); });
    if (option) { option.selected = true; }
  }

  function hide() {
    if (bar) { bar.hidden = true; }
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
    var box = selection.getRangeAt(0).getBoundingClientRect(), beside = text.closest(".beside");
    var scrolls = beside && beside.scrollHeight > beside.clientHeight ? beside : window;
    var top = scrolls === window ? 0 : beside.getBoundingClientRect().top;
    if (box.top < top || box.bottom > window.innerHeight - bar.offsetHeight) {
      scrolls.scrollBy(0, box.top - top - window.innerHeight / 3);
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

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    var option = target() && !bar.hidden && target().querySelector("[data-key='" + event.key.replace(/[^1-9]/g, "") + "']");
    if (/^Arrow/.test(event.key)) {
      event.preventDefault();
      step(event);
    } else if (option) {
      event.preventDefault();
      option.selected = true;
      bar.requestSubmit(bar.elements.namedItem("save"));
    } else if (event.key === "Enter" && !bar.hidden && event.target === text) {
      event.preventDefault();
      (target() || bar.elements.namedItem("look")).focus();
    }
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && bar && !bar.hidden) { letGo(); }
  });
  // A touch of the bar may end the selection before the button hears of it.
  document.addEventListener("pointerdown", function (event) { isHeld = Boolean(bar) && bar.contains(event.target); });
  document.addEventListener("selectionchange", look);
  document.addEventListener("text:shown", begin);
  begin();
}());
