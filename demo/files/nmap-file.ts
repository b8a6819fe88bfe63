/**
 * The discovery of a round, as Nmap writes it: everything with an address in the segments that no vulnerability scan
 * reaches, and the office computers that are not scanned yet. Port lists only; hosts without an open port have none.
 */
import { departments } from '../hospital/departments.ts';
import { addressOf, hospitalDomain, isPresent, isRegistered, type DemoAsset, type Hospital } from '../hospital/generate-hospital.ts';
import { shareOf } from '../random.ts';

export interface DiscoveryRound {
  readonly round: number;
  readonly day: number;
  readonly startMs: number;
}

const hostSeconds = 3;

export function* nmapText({ seed, assets }: Hospital, { round, day, startMs }: DiscoveryRound): Generator<string> {
  const start = Math.floor(startMs / 1000);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nmaprun>\n';
  yield `<nmaprun scanner="nmap" args="nmap -sS -p 22,104,443,554,2575,3389,47808 -oX ronde-${round + 1}.xml 10.40.0.0/16 10.80.0.0/16" start="${start}" version="7.95" xmloutputversion="1.05">\n`;
  yield '<scaninfo type="syn" protocol="tcp" numservices="7" services="22,104,443,554,2575,3389,47808"/>\n';
  let hosts = 0;
  for (const asset of assets) {
    const { product, index } = asset;
    if (!isReached(asset, { round, day })) continue;
    // Off or out of reach that night: phones more often than what hangs on a wall.
    const missed = product.class === 'mobile' ? 0.03 : product.class === 'medical' ? 0.04 : 0.015;
    if (!isPresent(asset, day) || shareOf(seed, 'discovery-missed', index, round) < missed) continue;
    const at = start + hosts * hostSeconds;
    hosts += 1;
    const ports = product.ports
      .filter(([port, , share]) => shareOf(seed, 'port', index, port) < share)
      .map(
        ([port, service]) =>
          `<port protocol="tcp" portid="${port}"><state state="open" reason="syn-ack"/><service name="${service}" method="table" conf="3"/></port>`,
      );
    yield (
      `<host starttime="${at}" endtime="${at + 2}"><status state="up" reason="arp-response"/>` +
      `<address addr="${addressOf(seed, asset, round)}" addrtype="ipv4"/><address addr="${asset.mac}" addrtype="mac"/>` +
      `<hostnames><hostname name="${asset.hostName}.${hospitalDomain}" type="PTR"/></hostnames>` +
      `${ports.length === 0 ? '' : `<ports>${ports.join('')}</ports>`}</host>\n`
    );
  }
  const end = start + hosts * hostSeconds;
  yield `<runstats><finished time="${end}" elapsed="${end - start}" exit="success"/><hosts up="${hosts}" down="0" total="${hosts}"/></runstats>\n</nmaprun>\n`;
}

/**
 * Medical devices stay "seen" for 90 days, so the wards take turns: each in every third round. What the register does
 * not know is looked for every time.
 */
function isReached(asset: DemoAsset, { round, day }: Pick<DiscoveryRound, 'round' | 'day'>): boolean {
  if (asset.scannedFromRound <= round) return false;
  if (asset.product.class !== 'medical' || !isRegistered(asset, day)) return true;
  return departments.findIndex(({ name }) => name === asset.department.name) % 3 === round % 3;
}
