// What axe does not see. Called with the least size of a target and of a link inside a text, and
// with the width of the screen: a phone's page that is too wide stretches `innerWidth` with it.
const [least, inline, width] = arguments;
const wrong = [];
const tidy = (text) => (text ?? "").replace(/[\s\u00a0]+/g, " ").trim().slice(0, 60);
const told = (el) => `<${el.tagName.toLowerCase()}${el.id ? " #" + el.id : ""}> «${tidy(el.innerText || el.getAttribute("aria-label"))}»`;
const page = document.scrollingElement;

if (page.scrollWidth > width) {
  const clipped = (el) => el.closest("thead, .sr") && getComputedStyle(el.closest("thead, .sr")).position === "absolute";
  const out = [...document.querySelectorAll("body *")].filter(
    (el) => el.getBoundingClientRect().right > width + 1 && !clipped(el));
  const leaves = out.filter((el) => !out.some((other) => other !== el && el.contains(other)));
  for (const el of leaves.slice(0, 3)) wrong.push(`sticks out of the page: .${el.className} ${told(el)}`);
  if (!leaves.length) wrong.push("the page scrolls sideways");
}
const headings = [...document.querySelectorAll("h1")].filter((h) => h.getClientRects().length);
if (headings.length !== 1) wrong.push(`there are ${headings.length} first headings`);
else if (!document.title.includes(tidy(headings[0].innerText)))
  wrong.push(`the title is «${document.title}», the heading «${tidy(headings[0].innerText)}»`);
if (!["uk", "en"].includes(document.documentElement.lang)) wrong.push("the page's language is not stated");

// Text that is cut off: a box that hides what does not fit.
for (const el of document.querySelectorAll("main *, header *, footer *")) {
  const style = getComputedStyle(el);
  const hides = ["hidden", "clip"].includes(style.overflowX);
  // Hidden from the eye on purpose: only a screen reader says it there.
  const visuallyHidden = el.clientWidth <= 1 || style.position === "absolute" || style.textIndent === "100%";
  const ellipsis = style.textOverflow === "ellipsis";
  if (hides && !visuallyHidden && !ellipsis && el.scrollWidth > el.clientWidth + 1 && tidy(el.innerText))
    wrong.push(`text is cut off in ${told(el)}`);
}

// With a dialog open, only what is in it can be pressed.
const scope = document.querySelector("dialog[open]") ?? document;
const union = (rects) => {
  const left = Math.min(...rects.map((r) => r.left)), right = Math.max(...rects.map((r) => r.right));
  const top = Math.min(...rects.map((r) => r.top)), bottom = Math.max(...rects.map((r) => r.bottom));
  return { width: right - left, height: bottom - top, right, left };
};
for (const el of scope.querySelectorAll("a[href], button, summary, input, select, textarea")) {
  if (!el.getClientRects().length || el.type === "hidden") continue;
  const own = el.getBoundingClientRect();
  // The skip link has no size until it has the focus.
  if (el.classList.contains("skip") && el !== document.activeElement) continue;
  const isChoice = el.type === "radio" || el.type === "checkbox";
  const size = isChoice ? union([own, ...[...el.labels].map((l) => l.getBoundingClientRect())]) : own;
  const text = el.tagName === "A" && el.closest("p, td, dd, blockquote, li:not(:has(> a:only-child))");
  const insideText = text && tidy(text.innerText) !== tidy(el.innerText);
  const need = insideText && getComputedStyle(el).display === "inline" ? inline : least;
  if (size.height < need - 0.5 || size.width < Math.min(need, 24) - 0.5 || (need > 24 && size.width < need - 0.5))
    wrong.push(`too small to press (${Math.round(size.width)}×${Math.round(size.height)}, needs ${need}): ${told(el)}`);
}
return wrong;
