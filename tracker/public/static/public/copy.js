// Words that are copied out of a quote or an allegation keep who said them and where that stands.
// All it says is in data attributes of the page: data-said-by, data-cited-as and data-address on the
// allegation or answer; data-said-by, data-nearness and data-source on the quote within, which is the
// party's or, of a paraphrase, its reporter's. Without this script copying works as ever.
"use strict";

(() => {
  const SHORTEST = 20;

  const elementOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);

  // The innermost attributed element that holds the whole selection, or null.
  function holderOf(ranges, selector) {
    const found = ranges.map((range) => elementOf(range.commonAncestorContainer)?.closest(selector));
    return found.every((one) => one && one === found[0]) ? found[0] : null;
  }

  function attribution(ranges) {
    const holder = holderOf(ranges, "[data-address]");
    if (!holder) return null;
    const quote = holderOf(ranges, "[data-source]");
    const { citedAs, address } = holder.dataset;
    // Of words within one quote who says them; of more than that who puts them together.
    const { saidBy, nearness, source } = (quote ?? holder).dataset;
    const words = [saidBy, nearness, source, citedAs].filter(Boolean).join(", ");
    return { words, address };
  }

  function asHtml(ranges, { words, address }) {
    const copied = document.createElement("div");
    for (const range of ranges) copied.append(range.cloneContents());
    // An address that leads on from this page would lead nowhere from where it is pasted.
    for (const link of copied.querySelectorAll("a[href]")) link.setAttribute("href", link.href);
    for (const told of copied.querySelectorAll("[id]")) told.removeAttribute("id");
    const source = document.createElement("p");
    const link = document.createElement("a");
    link.setAttribute("href", address);
    link.textContent = address;
    source.append(words, document.createElement("br"), link);
    copied.append(document.createElement("br"), source);
    return copied.innerHTML;
  }

  document.addEventListener("copy", (event) => {
    const selection = document.getSelection();
    if (!event.clipboardData || !selection || selection.isCollapsed) return;
    if (event.target instanceof Element && event.target.closest("input, textarea")) return;
    const text = selection.toString();
    if (text.trim().length < SHORTEST) return;
    const ranges = Array.from({ length: selection.rangeCount }, (_, n) => selection.getRangeAt(n));
    const told = attribution(ranges);
    if (!told) return;
    event.clipboardData.setData("text/plain", `${text}\n\n${told.words}\n${told.address}`);
    event.clipboardData.setData("text/html", asHtml(ranges, told));
    event.preventDefault();
  });
})();
