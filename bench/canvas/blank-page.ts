/**
 * What the designer is compared with: a page that has nothing but an empty dot grid, which the wheel pans and zooms, and a box
 * that follows a pressed pointer. The least that the same inputs can cost a browser on this machine.
 */
const HTML = `<!doctype html><title>Blank</title>
<style>
  html, body { height: 100%; margin: 0; overflow: hidden; user-select: none }
  #grid { position: absolute; inset: -2000px; transform-origin: 0 0;
    background: radial-gradient(#ccc 1px, transparent 1px) 0 0 / 24px 24px }
  #box { position: absolute; width: 88px; height: 64px; border: 1px solid #888; border-radius: 10px }
</style>
<div id="grid"></div><div id="box"></div>
<script>
  let y = 0, zoom = 1;
  const grid = document.getElementById('grid'), box = document.getElementById('box');
  addEventListener('wheel', (event) => {
    event.preventDefault();
    if (event.ctrlKey) zoom = Math.min(2, Math.max(0.1, zoom * 2 ** (-event.deltaY / 500)));
    else y = (y - event.deltaY) % 2000;
    grid.style.transform = 'translate(0, ' + y + 'px) scale(' + zoom + ')';
  }, { passive: false });
  addEventListener('pointermove', (event) => {
    if (event.buttons) box.style.transform = 'translate(' + event.clientX + 'px, ' + event.clientY + 'px)';
  });
</script>`;

export const BLANK_PAGE = `data:text/html,${encodeURIComponent(HTML)}`;
