/**
 * A stable name for the set of checks a policy runs, so that "not found" only counts where the check ran.
 * Made of the policy's name and of what the person chose: families that are not simply enabled, and single plugins.
 * The preference `plugin_set` is not used: it lists every plugin of the day's feed, so the same policy would bear
 * another name each day and no absence would ever count.
 */
import { fingerprintOf } from '../host-facts.ts';
import type { XmlInterest } from '../xml-stream.ts';

/** Names longer than this are cut by the report itself or meaningless. */
const nameCharactersMax = 200;

export class CheckSetReading {
  private policy = '';
  private choices = '';
  private label = '';
  private given: { readonly name: string | null } | undefined;

  /** Interest in an element inside `<Policy>`; preferences are skipped whole, they may be huge. */
  open(name: string): XmlInterest {
    switch (name) {
      case 'FamilySelection':
      case 'FamilyItem':
      case 'IndividualPluginSelection':
      case 'PluginItem':
        return 'children';
      case 'policyName':
      case 'FamilyName':
      case 'PluginId':
      case 'Status':
        return 'text';
      default:
        return 'skip';
    }
  }

  close(name: string, text: string): void {
    if (name === 'policyName') this.policy = text.trim().slice(0, nameCharactersMax);
    else if (name === 'FamilyName') this.label = `family ${text.trim()}`;
    else if (name === 'PluginId') this.label = `plugin ${text.trim()}`;
    else if (name === 'Status' && !(this.label.startsWith('family') && text.trim() === 'enabled')) {
      this.choices = fingerprintOf(`${this.choices}|${this.label}=${text.trim()}`);
    }
  }

  /** `Basic Network Scan#1a2b3c4d`; null when the file says nothing of the policy. */
  name(): string | null {
    this.given ??= { name: this.policy === '' ? null : this.policy + (this.choices === '' ? '' : `#${this.choices}`) };
    return this.given.name;
  }
}
