import type { Figure } from '@/api/types';
import { A } from '@/ui/A';
import { number } from '@/ui/format';

/** The year in numbers; each leads to its rows. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <ul className="figures">
      {figures.map((figure) => (
        <li key={figure.code} className={`figures__one figures__one--${figure.tone}`}>
          {figure.link ? (
            <A href={figure.link}>
              <FigureText figure={figure} />
            </A>
          ) : (
            <div>
              <FigureText figure={figure} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function FigureText({ figure }: { figure: Figure }) {
  return (
    <>
      <span className="figures__label">{figure.label}</span>
      <span className="figures__value">
        <b className="num">{number(figure.value)}</b> {figure.unit}
      </span>
    </>
  );
}
