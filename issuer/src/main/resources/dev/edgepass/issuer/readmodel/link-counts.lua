-- How often links were opened, by how many viewers, and how many of those were sent out, in one step.
-- KEYS: opens, freed seats; ARGV: prefix of links' viewers, link ids. Returns {opens, viewers, freed} of each; a missing value is false.
local answer = {}
for i = 2, #ARGV do
  answer[i - 1] = {
    redis.call('HGET', KEYS[1], ARGV[i]),
    redis.call('ZCARD', ARGV[1] .. ARGV[i]),
    redis.call('HGET', KEYS[2], ARGV[i]),
  }
end
return answer
