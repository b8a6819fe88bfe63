/**
 * Every importer of files about people, in the order in which they are asked whether a file is theirs; all of them before the
 * importers of `registry.ts`. A new format is one folder below `personal/` and one line here.
 */
import type { PersonalImporter } from './define-personal-importer.ts';
import { population } from './personal/population/importer.ts';

export const personalImporters: readonly PersonalImporter[] = [population];
