"""Draw the PNG icons of the installed app from core/static/core/images/icon.svg: python frontend/draw_icons.py

Needs playwright (requirements/dev.in) and /usr/bin/chromium; run it only when the drawing changes.
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "core/static/core/images"
PAPER = "#FAF7F0"


def draw(browser, size, name, inset=0, ground="transparent"):
    """Save the drawing as name, size pixels square; inset: blank margin in percent, as maskable icons need."""
    page = browser.new_page(viewport={"width": size, "height": size})
    drawing = (IMAGES / "icon.svg").read_text(encoding="utf-8")
    frame = f"body{{margin:0;background:{ground}}} svg{{position:fixed;inset:{inset}%;width:{100 - 2 * inset}%}}"
    page.set_content(f"<style>{frame}</style>{drawing}")
    page.screenshot(path=IMAGES / name, omit_background=True)
    page.close()


with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for pixels in (180, 192, 512):
        draw(chromium, pixels, f"icon-{pixels}.png", ground=PAPER if pixels == 180 else "transparent")
    draw(chromium, 512, "icon-maskable-512.png", inset=10, ground=PAPER)
    chromium.close()
