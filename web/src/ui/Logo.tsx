/** A bent chimney and a spark kept away from it. */
export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="4" fill="#4a6a83" />
      <path d="M9 26V14a6 6 0 0 1 6-6h8" fill="none" stroke="#fff" strokeWidth="4" strokeLinecap="square" />
      <circle cx="23" cy="20" r="4" fill="#e2593f" />
    </svg>
  );
}
