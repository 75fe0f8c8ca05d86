import { useEffect, useRef } from 'react';
import { takenElsewhere } from '@/ui/keys';
import type { Candidate, Choice } from './types';

interface Hands {
  candidates: Candidate[];
  choose: (choice: Choice) => void;
  step: (by: number) => void;
}

/** Keys of the review queue: figures choose a candidate, N a new premises, S leaves out, J and K walk. */
export function useReviewKeys(hands: Hands) {
  const latest = useRef(hands);
  latest.current = hands;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (takenElsewhere(event.target)) return;
      const { candidates, choose, step } = latest.current;
      const key = event.key.toLowerCase();
      const one = /^[1-9]$/.test(key) ? candidates[Number(key) - 1] : undefined;
      if (one) choose({ is: 'premises', id: one.id });
      else if (key === 'n') choose({ is: 'new' });
      else if (key === 's') choose({ is: 'skip' });
      else if (key === 'j') step(1);
      else if (key === 'k') step(-1);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
