import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

/** Which record of a list is being added (`new`), changed or voided. */
export function useRecords<T>() {
  const cache = useQueryClient();
  const [editing, edit] = useState<T | 'new'>();
  const [voiding, drop] = useState<T>();
  const close = () => {
    edit(undefined);
    drop(undefined);
  };
  const done = () => {
    for (const key of ['premises', 'buildings', 'units']) void cache.invalidateQueries({ queryKey: [key] });
    close();
  };
  return { editing, edit, voiding, drop, close, done };
}
