-- What locations reported about some handles, in one step with how complete that is.
-- KEYS: usage, locations of each partition, then hashes of receipts and grants; ARGV: number of partitions.
-- Returns {{complete from (ms) or false of each partition}, {location, newest report (ms)...} of each partition, {location, value...} of each further key}.
local partitions = tonumber(ARGV[1])
local complete, locations, hashes = {}, {}, {}
for partition = 1, partitions do
  complete[partition] = redis.call('HGET', KEYS[1], 'complete:' .. (partition - 1))
  locations[partition] = redis.call('HGETALL', KEYS[1 + partition])
end
for i = partitions + 2, #KEYS do
  hashes[#hashes + 1] = redis.call('HGETALL', KEYS[i])
end
return { complete, locations, hashes }
