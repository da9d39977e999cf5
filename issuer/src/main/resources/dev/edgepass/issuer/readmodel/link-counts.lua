-- How often links were opened, by how many viewers, how many of those were sent out, and what the edge counted of their views, in one step.
-- KEYS: opens, freed seats, usage, locations of each partition; ARGV: prefix of links' viewers, prefix of views, number of partitions, link ids.
-- Returns {{complete from (ms) or false of each partition}, 1 where a location ever reported, {opens, viewers, freed, counts}...}; a missing value is false.
local FIRST = 4
local complete = {}
for partition = 0, ARGV[3] - 1 do
  complete[partition + 1] = redis.call('HGET', KEYS[3], 'complete:' .. partition)
end
local reported = 0
for i = 4, #KEYS do
  reported = math.max(reported, math.min(1, redis.call('HLEN', KEYS[i])))
end
local answer = { complete, reported }
for i = FIRST, #ARGV do
  answer[#answer + 1] = {
    redis.call('HGET', KEYS[1], ARGV[i]),
    redis.call('ZCARD', ARGV[1] .. ARGV[i]),
    redis.call('HGET', KEYS[2], ARGV[i]),
    redis.call('HGET', ARGV[2] .. ARGV[i], '*'),
  }
end
return answer
