using System.Globalization;
using System.Text.Json;
using Hippique.Orchestration.Balances;
using Hippique.Racing;

namespace Hippique.Api;

/// <summary>A programme month as callers write it: <c>2026-05</c>.</summary>
internal static class MonthText
{
    /// <returns>Its first day.</returns>
    public static ParseResult<DateOnly> Parse(string text) =>
        DateOnly.TryParseExact(text.Trim(), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? ParseResult<DateOnly>.Ok(month)
            : ParseResult<DateOnly>.Fail($"'{Quoted.Short(text)}' is no month; expected YYYY-MM");

    /// <returns>Its first day; null if nothing was written, which means everything.</returns>
    public static ParseResult<DateOnly?> ParseOrAll(string? text) =>
        text is null ? ParseResult<DateOnly?>.Ok(null) : Parse(text).Convert(DateOnly? (day) => day);
}

/// <summary>By what a balance is divided, as callers write it.</summary>
internal static class BalanceByText
{
    /// <summary><c>bet, pool, …</c>.</summary>
    public static string All { get; } = string.Join(", ", Enum.GetNames<BalanceBy>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));

    public static ParseResult<BalanceBy> Parse(string text) =>
        Enum.GetValues<BalanceBy>()
            .Cast<BalanceBy?>()
            .FirstOrDefault(by => by.ToString()!.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase))
            is { } found
            ? ParseResult<BalanceBy>.Ok(found)
            : ParseResult<BalanceBy>.Fail($"a balance is not divided by '{Quoted.Short(text)}'; expected {All}");
}
