/** Handlers of the record lists and details: the filter language in, pages out. */
import type { ListQuery } from '#contract/records.ts';
import { isId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, type Day } from '#core/kernel/time.ts';
import { everything } from '#core/query/filter.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { parseSort } from '#core/query/sort.ts';
import { recordKinds, type RecordKindName } from '#core/records/registry.ts';
import { readAssetDetail } from '#store/assets.ts';
import { readFindingDetail } from '#store/findings.ts';
import { listFindingsByCheck, parseGroupSort } from '#store/query/findings-by-check.ts';
import { listRecords, type ListRequest } from '#store/query/list.ts';
import { withOrganisation, type Scope } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';

type RecordEndpoint =
  | 'assets.list'
  | 'assets.get'
  | 'findings.list'
  | 'findings.listByCheck'
  | 'findings.get'
  | 'imports.list'
  | 'departments.list'
  | 'organisations.list';
