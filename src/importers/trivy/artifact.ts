/**
 * What a Trivy report looked at: an image, a folder, an SBOM, or one resource of a Kubernetes cluster. It is known
 * again by its name, as an asset number of this source: an image has no address and no host name.
 */
import type { AssetFacts } from '#core/imports/imported-record.ts';
import { isPlaceholderTag } from '#core/assets/placeholder.ts';
import { objectOf, textOf, textsOf } from '../json-facts.ts';
import type { JsonValue } from '../json-stream.ts';

const nameCharactersMax = 500;

/** What the results of an artifact show of the checks that ran. */
export type ResultKind = 'packages' | 'secrets' | 'other';

export class Artifact {
  readonly isResource: boolean;
  /** Undefined until it was said; then the asset record is out. */
  assetKey: string | undefined;
  readonly results = new Set<ResultKind>();
  private readonly cluster: string | undefined;
  private readonly values = new Map<string, JsonValue>();
  private nameFromTarget: string | undefined;

  constructor(isResource: boolean, cluster?: string) {
    this.isResource = isResource;
    this.cluster = cluster;
  }

  set(key: string, value: JsonValue): void {
    this.values.set(key, value);
  }

  text(key: string): string | undefined {
    return textOf(this.values.get(key));
  }

  /** `alpine (alpine 3.11.13)`: the result of an operating system's packages names the artifact where nothing else does. */
  offerTarget(target: string | undefined): void {
    this.nameFromTarget ??= /^(\S{1,500}) \([a-z][\w.-]* [\w.+-]+\)$/.exec(target ?? '')?.[1];
  }

  /** Undefined where the report does not name it, or only as `.`, which may be any folder. */
  name(): string | undefined {
    const tags = textsOf(this.values.get('RepoTags'));
    const names = this.isResource ? [this.resourceName()] : [this.text('ArtifactName'), tags[0], this.nameFromTarget];
    return names.find((name) => name !== undefined && name.length <= nameCharactersMax && !isPlaceholderTag(name));
  }

  facts(name: string): AssetFacts {
    const system = objectOf(this.values.get('OS'));
    const operatingSystem = [textOf(system?.['Family']), textOf(system?.['Name'])].filter((part) => part !== undefined).join(' ');
    const type = this.text('ArtifactType');
    // A folder or a virtual machine may be a server's; an image, an SBOM and a resource of a cluster are no device.
    const isDevice = !this.isResource && (type === 'filesystem' || type === 'vm' || type === undefined);
    return {
      name,
      assetTag: name,
      ...(isDevice ? {} : { class: 'other' }),
      ...(operatingSystem === '' ? {} : { operatingSystem }),
    };
  }

  private resourceName(): string | undefined {
    const [kind, name] = [this.text('Kind'), this.text('Name')];
    if (kind === undefined || name === undefined) return undefined;
    return [this.cluster, this.text('Namespace'), kind, name].filter((part) => part !== undefined).join('/');
  }
}
