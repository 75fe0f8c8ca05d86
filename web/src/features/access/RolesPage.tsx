import { useQuery } from '@tanstack/react-query';
import type { TableColumnsType } from 'antd';
import type { Role } from '@/api/types';
import { t } from '@/i18n';
import { Page, Panel } from '@/ui/Page';
import { TableState } from '@/ui/TableState';
import { rolesQuery } from './adminQueries';

const text = t.system.roles;

/** What each role may do. Roles come from the pack and are read only here. */
export default function RolesPage() {
  const query = useQuery(rolesQuery);
  const columns: TableColumnsType<Role> = [
    { title: text.columns.role, dataIndex: 'name', width: 200, render: (name) => <strong>{name}</strong> },
    {
      title: text.columns.levels,
      width: 160,
      render: (_, role) => (role.level_names ?? role.levels ?? []).join(t.common.comma) || t.common.dash,
    },
    {
      title: text.columns.permissions,
      width: 640,
      render: (_, role) => (
        <div className="permission-list">
          {role.permissions.map(({ code, name }) => (
            <span key={code} className="mark">
              {name}
            </span>
          ))}
        </div>
      ),
    },
  ];
  return (
    <Page title={text.title} subtitle={text.subtitle} permission="access.read">
      <Panel flush>
        <TableState query={query} columns={columns} rowKey="code" />
      </Panel>
    </Page>
  );
}
