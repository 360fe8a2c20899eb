// Runs axe on the page as it stands; calls back with what is wrong and what axe could not decide.
const done = arguments[arguments.length - 1];
const options = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
  resultTypes: ["violations", "incomplete"],
};

// Any CSS colour as numbers, by painting it.
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const paint = (colour) => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return { rgb: [r, g, b], alpha: a / 255 };
};
const luminance = (rgb) => {
  const [r, g, b] = rgb.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
// The contrast of a text with the nearest background behind it; nothing where that is a picture.
const contrast = (el) => {
  const text = paint(getComputedStyle(el).color);
  for (let box = el; box; box = box.parentElement) {
    const style = getComputedStyle(box);
    if (style.backgroundImage !== "none") return null;
    const behind = paint(style.backgroundColor);
    if (behind.alpha === 0) continue;
    if (behind.alpha < 1 || text.alpha < 1) return null;
    const [light, dark] = [luminance(text.rgb), luminance(behind.rgb)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }
  return null;
};
// axe gives up on a text whose box touches another's; the colours themselves can still be told.
const decided = (rule, node) => {
  const el = rule.id === "color-contrast" && node.target.length === 1 ? document.querySelector(node.target[0]) : null;
  return el ? (contrast(el) ?? 0) >= 4.5 : false;
};

const brief = (list, sure) =>
  list.flatMap((rule) =>
    rule.nodes
      .filter((node) => sure || !decided(rule, node))
      .map((node) => ({
        rule: rule.id,
        html: node.html.slice(0, 200),
        target: node.target.join(" "),
        why: (node.failureSummary || node.any.map((check) => check.message).join("; ")).slice(0, 400),
      })),
  );

// Colours in the middle of a transition are nobody's colours.
const moving = document.getAnimations().filter((a) => a.effect?.getTiming().iterations !== Infinity);
const still = Promise.allSettled(moving.map((a) => a.finished));
// One that the page takes away in mid-movement may never say that it ended.
Promise.race([still, new Promise((go) => setTimeout(go, 2000))])
  .then(() => axe.run(document, options))
  .then(
    (result) => done({ violations: brief(result.violations, true), incomplete: brief(result.incomplete, false) }),
    (error) => done({ failed: String(error) }),
  );
