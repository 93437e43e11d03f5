using System.Globalization;

namespace Hippique.Commands;

/// <summary>A day as a person types it. The service reads <c>YYYY-MM-DD</c> only; on the command line a French date and French words mean the same.</summary>
internal static class DayInput
{
    private static readonly string[] French = ["d/M/yyyy", "d.M.yyyy", "d-M-yyyy"];

    /// <summary>As the service reads it; what is no date stays as it is, and is refused there.</summary>
    public static string? Normal(string? text) =>
        text?.Trim().ToLowerInvariant() switch
        {
            "aujourd'hui" or "aujourd’hui" => "today",
            "demain" => "tomorrow",
            { } typed when DateOnly.TryParseExact(typed, French, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
                day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => text,
        };
}
