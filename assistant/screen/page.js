// What plain components cannot do: language, announcements, "Show in the letter", downloads.
(() => {
  document.documentElement.lang = "en-GB";

  const settle = () => {
    // One palette, whose contrast is tested. Taking a class away that is not there would call this again, without end.
    if (document.body?.classList.contains("dark")) document.body.classList.remove("dark");
    for (const place of document.querySelectorAll(".prose.foi-live:not([aria-live])")) {
      place.setAttribute("role", "status");
      place.setAttribute("aria-live", "polite");
    }
    document.querySelector("#chat [role=log]:not([tabindex])")?.setAttribute("tabindex", "0");
  };
  new MutationObserver(settle).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["class"],
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-start]");
    const box = document.querySelector("#letter-text textarea");
    if (!button || !box) return;
    const start = offset(box.value, Number(button.dataset.start));
    const end = offset(box.value, Number(button.dataset.end));
    box.focus();
    box.setSelectionRange(start, end);
    const line = parseFloat(getComputedStyle(box).lineHeight) || 20;
    box.scrollTop = Math.max(0, (box.value.slice(0, start).length / box.value.length) * box.scrollHeight - 4 * line);
  });

  // Python counts characters, the browser UTF-16 units.
  const offset = (text, characters) => [...text].slice(0, characters).join("").length;

  // The link appears a moment after the file is made; it is followed once.
  window.foiDownload = () => {
    let tries = 0;
    const wait = setInterval(() => {
      const link = document.querySelector("a[data-fresh]");
      if (link) { link.removeAttribute("data-fresh"); link.click(); }
      if (link || ++tries > 20) clearInterval(wait);
    }, 100);
  };
})();
