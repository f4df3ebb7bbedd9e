/**
 * The brief's statements, each with words that its row has to say of it, with how the row begins that takes it as given
 * or finds it right, and with the claims that the row may not lose. `!name` is a claim that is refuted; what the brief
 * states stands before the bar, what we say of it behind.
 */
export const statements: Record<string, { says: string; begins?: string; held: string }> = {
  A1: { says: 'sockets', begins: 'taken as given', held: '| clients rate messageSize' },
  A2: { says: 'database operations', begins: 'right:', held: '| messages.mid dbOps.mid' },
  A3: { says: 'in flight', begins: 'right for', held: '| inFlightA.mid inFlightRange' },
  A4: {
    says: 'a fifth of headroom',
    held: '!pool.mid | pool.mid headroomOfTheBrief.mid poolAtPeak',
  },
  A5: {
    says: 'of CPU',
    begins: 'right as a product',
    held: '| busyCoresA.mid coresA busyWithHeadroom.mid !cpu cpu all',
  },
  A6: { says: 'of the work', held: '!cpuPart | cpuPart waitPerMessage' },
  A7: { says: 'event loop adds', held: 'loopBound | loopDelay' },
  A8: { says: 'within its promise', held: '| delivery.p99 lost' },
  A9: {
    says: 'a kilobyte a socket',
    begins: 'right of usual servers',
    held: '| memoryA perSocket !perSocket processesA !wholeMemory',
  },
  A10: {
    says: 'a process for each core',
    held: '| processesA bus.eight.latency.p99 gain aloneToTwo',
  },
  A11: {
    says: 'how many receive a message',
    held: '| roomSize deliveries.mid toThousands.mid thousandToTen',
  },
  A12: {
    says: 'acknowledge at once',
    held: '| withLog.kills withLog.returns withLog.lost withoutLog.kills withoutLog.lost acknowledgement.p99',
  },
  A13: {
    says: 'threads cost memory',
    held: '| reserved overSocket triedThreads overBareLoop triedSockets sealingOnThreads',
  },
  A14: {
    says: 'reconsider',
    held: '| isInTime.tipping.cpuPerMessage usable isEnough.tipping.cpuPerMessage pushIsCheaper.tipping.patience',
  },
  B1: {
    says: 'sizes, times, uploads',
    begins: 'taken as given',
    held: '| image time uploads coresB cpuShare noCpu besideBare.cpuShare',
  },
  B2: {
    says: 'the least of its bounds',
    begins: 'right:',
    held: '| cpuBound memoryBound gpuBound allAtOnce',
  },
  B3: {
    says: 'how long a burst takes',
    held: '| burst.throughput burst.inWaves burst.divisible atWorst',
  },
  B4: { says: 'gigabytes and seconds', held: '| !resize.cpu !hungriest' },
  B5: {
    says: 'quickly saturate',
    held: '| triedPicture triedAtOnce libraryInside.health.p95 insideToOutside',
  },
  B6: {
    says: 'workers raise throughput',
    held: '| shareOfCore childrenToThreads inChildren.othersFailed inLoop.othersFailed',
  },
  B7: {
    says: 'a GPU',
    held: '| onGpu.speedup gpuGain gpuGainWithCores gpuPays.tipping.faster',
  },
  B8: { says: 'failures requeued', held: '| kills.lost kills.doubled afterKill refused.taken' },
  C1: {
    says: 'rates, spikes, fan-out',
    begins: 'taken as given',
    held: '| requests spike fanOut services serviceTime payload coresC memoryC',
  },
  C2: {
    says: 'how many are in flight',
    held: '| calls peakCalls inFlightC peakInFlight heldToPredicted',
  },
  C3: {
    says: 'low latency',
    held: '| slowest.mean slowestOfSix.mean slowest.p99 slowestOfSkewed.p99 callsBeyond',
  },
  C4: {
    says: 'waiting the rest',
    held: '!workShare | work coresOfTheBrief workShare workMeasured',
  },
  C5: {
    says: 'joining JSON',
    held: 'peakRequests | budget !capacity coresAtPeak bytesShare coresAtPeakOfRequests threadsCpu threadsTime',
  },
  C6: {
    says: 'a gigabyte suffices',
    begins: 'not decided:',
    held: '| perProcess resident held residentOfRequests residentMeasured residentOfLarge peakBytes peakBytesOfRequests link linkHolds.tipping.spike',
  },
  C7: { says: 'pools beat', held: '| fresh freshTls' },
  C8: { says: 'HTTP/2 beats pools', held: '| !streams !streamsTls' },
  C9: { says: 'delay small ones', held: '| streamsSlower pooledSlower' },
  C10: {
    says: 'breakers, timeouts, retries',
    held: '| rateOfRun deadToWell slowToWell answeredDead withBudget rateOfStorm goodShedding',
  },
  C11: { says: 'availability and tails', held: '| together meetsTail fanOut.mean' },
}

/** The numbers that are corrected: what was stated, what stands instead, and why. */
export const numbers: Record<string, string> = {
  A4: '!pool.mid | pool.mid | headroom headroomOfTheBrief.mid waitsByRule poolAtPeak',
  A5: '!cpu | cpu all processes |',
  A6: '!cpuPart | cpuPart | waitPerMessage',
  A9: '!perSocket !wholeMemory processes | perSocket |',
  B4: '!resize.cpu !hungriest | resize.cpu hungriest | !serversNeeded',
  C4: '!workShare | workShare workMeasured | coresOfTheBrief !coresOfTheBrief',
  C5: '!capacity cores | coresAtPeak coresAtPeakOfRequests | bytesShare',
}

/** The conclusions that do not survive, in the order of their table: whose, words of each, and what stands instead. */
export const conclusions: [company: string, says: string, held: string][] = [
  ['A', 'what counts is messages', '| deliveries.mid toThousands.mid thousandToTen'],
  ['A', 'Redis carries messages', '| bus.eight.latency.p99 processes redisTime'],
  ['A', 'a process for each', '| delivery.p99 loopsOfTheBrief.mid processes'],
  ['A', 'retries mend', '| withoutLog.lost withLog.lost'],
  ['A', 'scale linearly', '| gain'],
  ['A', 'on worker threads', '| loopDelay sealingOnThreads'],
  ['A', 'the event loop adds', 'loopBound | loopDelay'],
  ['A', 'context switches', '| triedThreads overBareLoop triedSockets overSocket'],
  ['B', 'quickly saturate', '| triedPicture triedAtOnce libraryInside.health.p95'],
  ['B', 'processes raise throughput', '| childrenToThreads'],
  ['B', 'much faster', '| onGpu.speedup gpuGain gpuGainWithCores'],
  ['B', 'filters belong on the GPU', '| faster filterOnGpu.speedup'],
  ['C', 'low latency', '| slowest.mean slowest.p99 slowestOfSkewed.p99 callsBeyond'],
  ['C', 'HTTP/2 streams', '| !streams !streamsTls'],
  ['C', 'large answers', '| pooledSlower'],
  ['C', 'connections are what is scarce', '| coresAtPeak coresAtPeakOfRequests cores'],
  ['C', 'a gigabyte is enough', '| perProcess resident residentOfRequests'],
  ['C', 'may need threads', '| threadsCpu threadsTime'],
]
