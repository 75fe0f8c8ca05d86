import { useEffect } from 'react';

const TYPING = 'input, textarea, select, [contenteditable="true"]';

/** "/" puts the cursor into the search field of the page, unless somebody is typing already. */
export function useSlashFocus(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TYPING)) return;
      const field = document.querySelector<HTMLInputElement>('[data-search] input, input[type="search"]');
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
