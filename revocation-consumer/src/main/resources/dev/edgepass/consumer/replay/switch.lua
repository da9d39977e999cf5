-- Replaces values of the live read model by those of the fresh one, if both are at the same position: all in one step.
-- KEYS: marks of the live model
-- ARGV: live prefix, fresh prefix, numbers of issuance and of usage partitions, then for each cell: key without prefix, kind (s, h, z), member, and how: = as the fresh model has it, < the stricter
-- of both: of a handle the higher positions, of a secret none.
-- Returns 1, or 0 where the positions differ: nothing is changed then.
if not is_at_same_position() then
  return 0
end

local TYPES = { s = 'string', h = 'hash', z = 'zset' }

local function as_fresh(key, kind, member)
  local to, from = ARGV[1] .. key, ARGV[2] .. key
  local is, should = redis.call('TYPE', to).ok, redis.call('TYPE', from).ok
  if is ~= 'none' and is ~= (should == 'none' and TYPES[kind] or should) then
    -- It can't be read as what it should be, so all of it is replaced.
    redis.call('UNLINK', to)
    if should ~= 'none' then
      redis.call('COPY', from, to)
    end
    return
  end
  if should ~= 'none' and should ~= TYPES[kind] then
    return
  end
  if kind == 's' then
    local value = redis.call('GET', from)
    if value then redis.call('SET', to, value) else redis.call('UNLINK', to) end
  elseif kind == 'h' then
    local value = redis.call('HGET', from, member)
    if value then redis.call('HSET', to, member, value) else redis.call('HDEL', to, member) end
  else
    local score = redis.call('ZSCORE', from, member)
    if score then redis.call('ZADD', to, score, member) else redis.call('ZREM', to, member) end
  end
  local left = redis.call('PTTL', from)
  if left > 0 then
    redis.call('PEXPIRE', to, left)
  elseif left == -1 then
    redis.call('PERSIST', to)
  end
end

local function handle(prefix, member)
  local cutoff, blocked = string.match(redis.call('HGET', prefix .. 'handle', member) or '', '^(%d+):(%d+)$')
  return tonumber(cutoff or 0), tonumber(blocked or 0)
end

local function stricter(key, kind, member)
  local is = redis.call('TYPE', ARGV[1] .. key).ok
  if is ~= 'none' and is ~= TYPES[kind] then
    return as_fresh(key, kind, member)
  end
  if key ~= 'handle' then
    if redis.call('GET', ARGV[1] .. key) ~= redis.call('GET', ARGV[2] .. key) then
      redis.call('UNLINK', ARGV[1] .. key)
    end
    return
  end
  local cutoff, blocked = handle(ARGV[1], member)
  local fresh_cutoff, fresh_blocked = handle(ARGV[2], member)
  redis.call('HSET', ARGV[1] .. key, member,
    string.format('%.0f:%.0f', math.max(cutoff, fresh_cutoff), math.max(blocked, fresh_blocked)))
end

for i = 5, #ARGV, 4 do
  local replace = ARGV[i + 3] == '<' and stricter or as_fresh
  replace(ARGV[i], ARGV[i + 1], ARGV[i + 2])
end
redis.call('HINCRBY', KEYS[1], 'replays', 1)
return 1
