import { Fragment } from 'react';
import type { DutyKind, DutyMatrix, MatrixKind } from '@/api/types';
import { t } from '@/i18n';

const text = t.registry.matrix;
const signs: Record<DutyKind, string> = { industry: '●', direct: '◐', source: '○' };

/** Kinds against departments; a row without a full dot is a hole. */
export function MatrixGrid({ matrix, kinds }: { matrix: DutyMatrix; kinds: MatrixKind[] }) {
  const used = matrix.departments.filter((department) =>
    kinds.some((kind) => kind.shares.some((share) => share.department === department.code)),
  );
  const cell = (kind: MatrixKind, department: string) => {
    const shares = kind.shares.filter((share) => share.department === department);
    const title = shares.map((share) => `${share.duty_name}${t.common.colon}${share.basis}`).join('\n');
    return <span title={title}>{shares.map((share) => signs[share.duty]).join('')}</span>;
  };
  let group = '';
  return (
    <div className="matrix-scroll">
      <p className="soft matrix-legend">{text.legend}</p>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">{text.kind}</th>
            {used.map((department) => (
              <th key={department.code} scope="col" className="matrix__department">
                <span>{department.name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => {
            const first = kind.group_name !== group;
            group = kind.group_name;
            return (
              <Fragment key={kind.code}>
                {first ? (
                  <tr className="matrix__group">
                    <th colSpan={used.length + 1} scope="rowgroup">
                      {kind.group_name}
                    </th>
                  </tr>
                ) : null}
                <tr className={kind.hole || kind.double ? 'matrix__problem' : ''}>
                  <th scope="row">
                    {kind.name}
                    {kind.hole ? <span className="mark mark--danger">{text.holes}</span> : null}
                    {kind.double ? <span className="mark mark--danger">{text.doubles}</span> : null}
                  </th>
                  {used.map((department) => (
                    <td key={department.code}>{cell(kind, department.code)}</td>
                  ))}
                </tr>
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
