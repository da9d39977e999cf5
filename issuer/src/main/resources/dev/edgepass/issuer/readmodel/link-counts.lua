-- How often links were opened, by how many viewers, how many of those were sent out, and what the edge counted of their views, in one step.
-- KEYS: opens, freed seats, usage, locations of each partition; ARGV: prefix of links' viewers, prefix of views, number of partitions, link ids.
-- Returns {{complete from (ms) or false of each partition}, {newest report (ms) or 0 of each partition}, {opens, viewers, freed, counts}...}; a missing value is false.
local FIRST = 4
local complete = {}
for partition = 0, ARGV[3] - 1 do
  complete[partition + 1] = redis.call('HGET', KEYS[3], 'complete:' .. partition)
end
local newest = {}
for i = 4, #KEYS do
  newest[i - 3] = 0
  for _, at in ipairs(redis.call('HVALS', KEYS[i])) do
    newest[i - 3] = math.max(newest[i - 3], tonumber(at))
  end
end
local answer = { complete, newest }
for i = FIRST, #ARGV do
  answer[#answer + 1] = {
    redis.call('HGET', KEYS[1], ARGV[i]),
    redis.call('ZCARD', ARGV[1] .. ARGV[i]),
    redis.call('HGET', KEYS[2], ARGV[i]),
    redis.call('HGET', ARGV[2] .. ARGV[i], '*'),
  }
end
return answer
