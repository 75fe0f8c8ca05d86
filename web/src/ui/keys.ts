/** Whether a key was pressed where it means something else: in a field, or in a dialog that is open. */
export function takenElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, textarea, [contenteditable], [role="combobox"]')) return true;
  // A dialog that has closed may hold the focus for a moment longer.
  const dialog = target.closest('[role="dialog"]');
  return dialog != null && dialog.getClientRects().length > 0;
}
