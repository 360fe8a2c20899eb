// Finds what a person would name: the kind of thing and the words on it. Called with [kind, words].
const [kind, words] = arguments;
const tidy = (text) => (text ?? "").replace(/[\s\u00a0]+/g, " ").trim();
const shown = (el) =>
  el.getClientRects().length > 0 && el.checkVisibility({ visibilityProperty: true, opacityProperty: false });
const textOf = (el) => tidy(el.getAttribute("aria-label") || el.innerText || el.textContent);
// The whole name wins over a beginning, a beginning over a part.
const best = (all, name) =>
  all.find((el) => name(el) === words) ??
  all.find((el) => name(el).startsWith(words)) ??
  all.find((el) => name(el).includes(words)) ??
  null;
const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
const labelled = (wanted) => {
  const label = best(all("label").filter((l) => l.control && wanted(l.control)), textOf);
  return label?.control ?? null;
};
const isChoice = (el) => el.type === "radio" || el.type === "checkbox";

switch (kind) {
  case "button":
    return best(all("button, summary, [role=button]"), textOf);
  case "link":
    return best(all("a[href]"), textOf);
  case "field":
    return labelled((el) => !isChoice(el));
  case "choice":
    // A person presses the words beside a radio button.
    return best(all("label").filter((l) => l.control && isChoice(l.control)), textOf);
  case "heading":
    return best(all("h1, h2, h3, h4"), textOf);
  case "row":
    return best(all("tbody tr"), (el) => tidy(el.innerText));
  case "css":
    return all(words)[0] ?? null;
}
throw new Error(`no such kind: ${kind}`);
