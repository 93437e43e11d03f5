using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hippique.GoogleCloud.Wakes;

/// <summary>
/// Names of wakes in Cloud Tasks and Cloud Scheduler: <c>1f3a9c02-run-20251016-r1c3-h30</c>, eight hexadecimal digits of a hash, then the task's name. Google stores tasks by name and
/// advises names that are spread evenly. A wake at another instant than the task's own carries it (<c>…-h30_20251016T120500Z</c>), because a name that was used stays reserved for
/// hours; for the same reason the second, third … wake of one instant has a number (<c>…_n2</c>).
/// </summary>
public static class WakeId
{
    private const string Instant = "yyyyMMdd'T'HHmmss'Z'";
    private const string PreciseInstant = "yyyyMMdd'T'HHmmssfff'Z'";
    private const int HashLength = 8;

    /// <param name="task">The task's name, of letters, digits and hyphens.</param>
    /// <param name="at">The wake's instant; null: the task's own.</param>
    /// <param name="time">From 1: which wake of that instant.</param>
    public static string Of(string task, DateTimeOffset? at = null, int time = 1)
    {
        if (!IsTask(task))
            throw new ArgumentException($"'{task}' is no name of a task", nameof(task));
        var text = new StringBuilder(Hash(task)).Append('-').Append(task);
        if (at is { } instant)
            text.Append('_').Append(instant.UtcDateTime.ToString(FormatOf(instant), CultureInfo.InvariantCulture));
        if (time > 1)
            text.Append("_n").Append(time.ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }

    /// <summary>Null where an id is none of these: somebody else's task in the same queue.</summary>
    public static Wake? Read(string id)
    {
        if (id.Length < HashLength + 2 || id[HashLength] != '-')
            return null;
        var parts = id[(HashLength + 1)..].Split('_');
        var task = parts[0];
        var rest = parts.AsSpan(1);
        if (!IsTask(task) || !id.StartsWith(Hash(task), StringComparison.Ordinal))
            return null;
        DateTimeOffset? at = null;
        if (rest.Length > 0 && InstantOf(rest[0]) is { } instant)
        {
            at = instant;
            rest = rest[1..];
        }
        return rest.Length == 0 || (rest.Length == 1 && IsTime(rest[0])) ? new Wake(task, at) : null;
    }

    private static string Hash(string task) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(task)))[..HashLength];

    private static bool IsTask(string text) => text.Length is > 0 and <= 400 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static bool IsTime(string text) =>
        text.StartsWith('n') && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time > 1;

    private static string FormatOf(DateTimeOffset at) => at.Ticks % TimeSpan.TicksPerSecond == 0 ? Instant : PreciseInstant;

    private static DateTimeOffset? InstantOf(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            [Instant, PreciseInstant],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        )
            ? at
            : null;
}

/// <summary>What the name of a wake says.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="At">The instant; null: the task's own.</param>
public sealed record Wake(string Task, DateTimeOffset? At);
