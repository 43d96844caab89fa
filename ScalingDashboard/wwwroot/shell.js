// What a browser must do by itself: theme, copy, shortcuts, and finding the way back after a lost connection.
// Handlers sit on the document, so pages may come and go below them.
(() => {
  'use strict';

  const root = document.documentElement;

  const switchTheme = () => {
    const systemIsDark = matchMedia('(prefers-color-scheme: dark)').matches;
    const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : systemIsDark;
    const next = isDark ? 'light' : 'dark';
    root.dataset.theme = next;
    document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax`;
  };

  const copyLink = async button => {
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      // Without https the clipboard is closed to scripts; the old way still works there.
      const field = document.createElement('textarea');
      field.value = location.href;
      document.body.append(field);
      field.select();
      document.execCommand('copy');
      field.remove();
    }
    button.dataset.copied = '';
    setTimeout(() => delete button.dataset.copied, 1500);
  };

  // Called by pages: what closes gives the focus back to what opened it.
  window.giveFocus = id => document.getElementById(id)?.focus();

  // Likewise: a live page that has become another.
  window.sayTitle = title => { document.title = title; };

  const shortcuts = 'shortcuts';

  const openDialog = dialog => {
    if (!dialog || dialog.open) return;
    const box = dialog.querySelector('[data-shortcuts-switch]');
    if (box) box.checked = localStorage.getItem(shortcuts) !== 'off';
    dialog.showModal();
  };

  document.addEventListener('click', event => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('[data-theme-switch]')) switchTheme();
    const copy = target?.closest('[data-copy-link]');
    if (copy) copyLink(copy);
    // Choosing a page closes the menu that it was chosen from.
    const opener = target?.closest('[data-open-dialog]');
    if (opener) openDialog(document.getElementById(opener.dataset.openDialog));
    const link = target?.closest('[popover] a');
    link?.closest('[popover]').hidePopover?.();
  });

  document.addEventListener('change', event => {
    const box = event.target instanceof Element ? event.target.closest('[data-shortcuts-switch]') : null;
    if (box) localStorage.setItem(shortcuts, box.checked ? 'on' : 'off');
  });

  // What is printed once for all pages of a reader comes back to the one that is open now.
  document.addEventListener('submit', event => {
    const field = event.target instanceof Element ? event.target.querySelector('[data-here]') : null;
    if (field) field.value = location.pathname + location.search;
  });

  // An element says by data-hotkey which key presses it. Who speaks to the computer or has an unsteady hand can switch off
  // all keys but Escape (WCAG 2.1.4).
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    const hotkey = { ' ': 'space', 'Escape': 'escape' }[event.key] ?? event.key;
    if (hotkey === 'escape') {
      // An open dialog closes by itself.
      if (target.closest('[data-own-escape]') || document.querySelector('dialog[open]')) return;
    } else {
      if (hotkey.length > 1 && hotkey !== 'space') return;
      if (localStorage.getItem(shortcuts) === 'off') return;
      if (target.closest('input, select, textarea, [contenteditable], dialog, [role="dialog"], [data-own-escape]')) return;
      if (hotkey === 'space' && target.closest('a, button, summary, [tabindex="0"]')) return;
    }
    // What lies above stands later in the page.
    const found = [...document.querySelectorAll(`[data-hotkey="${CSS.escape(hotkey)}"]`)].at(-1);
    if (!found) return;
    event.preventDefault();
    // Of a group the first choice that can be seen takes the focus; on a phone the group lies behind a button.
    if (found.getAttribute('role') === 'group') [...found.querySelectorAll('button')].find(b => b.checkVisibility())?.focus();
    else found.click();
  });

  // A file that is too large is refused before it travels; one that travels says how far it is. Without script the form
  // sends itself, and the server says the same.
  document.addEventListener('change', event => {
    const field = event.target instanceof Element ? event.target.closest('input[data-most-bytes]') : null;
    if (!field) return;
    const most = Number(field.dataset.mostBytes);
    const tooLarge = [...field.files].some(file => file.size > most);
    field.setCustomValidity(tooLarge ? field.dataset.tooLarge.replace('{0}', most / 1048576) : '');
    field.reportValidity();
  });

  document.addEventListener('submit', event => {
    const form = event.target instanceof Element ? event.target.closest('form[data-upload]') : null;
    if (!form) return;
    event.preventDefault();
    const [button, bar, problem] = ['button', 'progress', '[data-upload-problem]'].map(part => form.querySelector(part));
    const request = new XMLHttpRequest();
    const end = words => {
      problem.textContent = words;
      button.disabled = false;
      bar.hidden = true;
    };
    request.upload.onprogress = sent => { bar.value = sent.total ? sent.loaded / sent.total : 0; };
    request.onload = () => {
      if (request.status < 400) location.assign(request.responseURL);
      else if (request.status === 401) location.reload();
      else end(form.dataset.failed);
    };
    request.onerror = () => end(form.dataset.lost);
    request.open('POST', form.action);
    request.send(new FormData(form));
    problem.textContent = '';
    button.disabled = true;
    bar.value = 0;
    bar.hidden = false;
  });

  // Connection lost: a thin banner at once, the page stays readable, and no hand is needed. When the server answers
  // again the circuit is resumed; when the circuit is gone the page is loaded anew.
  const banner = document.getElementById('reconnect');
  let down = null;

  const show = () => {
    const seconds = Math.round((Date.now() - down) / 1000);
    banner.textContent = banner.dataset.words.replace('{0}', seconds);
    banner.hidden = false;
  };

  const serverAnswers = async () => {
    try {
      const answer = await fetch('health/live', { cache: 'no-store', signal: AbortSignal.timeout(4000) });
      return answer.ok;
    } catch {
      return false;
    }
  };

  const pause = ms => new Promise(done => {
    const timer = setTimeout(done, ms);
    document.addEventListener('visibilitychange', () => { clearTimeout(timer); done(); }, { once: true });
  });

  const findTheWayBack = async () => {
    for (let attempt = 0; down !== null; attempt++) {
      if (await serverAnswers()) {
        try {
          if (!await Blazor.reconnect()) location.reload();
          return;
        } catch {
          // It answered and went away again: go on trying.
        }
      }
      await pause(Math.min(500 * 2 ** attempt, 5000));
    }
  };

  let counting;
  const onConnectionDown = () => {
    if (down !== null) return;
    down = Date.now();
    show();
    counting = setInterval(show, 1000);
    findTheWayBack();
  };

  const onConnectionUp = () => {
    down = null;
    clearInterval(counting);
    banner.hidden = true;
  };

  // There was no place for one more live page: what was printed stays, and says so.
  addEventListener('unhandledrejection', event => {
    if (event.reason?.errorType !== 'FailedToNegotiateWithServerError' || !String(event.reason.message).includes("'429'")) return;
    event.preventDefault();
    banner.textContent = banner.dataset.full;
    banner.hidden = false;
  });

  // A page that the browser kept and brings back has said goodbye to its circuit: it is loaded anew.
  addEventListener('pageshow', shown => { if (shown.persisted) location.reload(); });

  Blazor.start({
    circuit: { reconnectionHandler: { onConnectionDown, onConnectionUp } },
    // A link that is followed before the circuit stands loads its page whole. Patched into the old page, the circuit would
    // begin there, with the new address: the page would change no more.
    ssr: { disableDomPreservation: true },
  });
})();
