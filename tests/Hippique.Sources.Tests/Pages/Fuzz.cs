using System.Diagnostics;
using System.Globalization;
using CsCheck;

namespace Hippique.Sources.Tests.Pages;

/// <summary>
/// Runs a check over mutated pages: 500 of each, or as many as <c>FUZZ_COUNT</c> says (<c>eng/fuzz</c>, 20,000); then each page must also be done with within a second.
/// </summary>
internal static class Fuzz
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly string? Wanted = Environment.GetEnvironmentVariable("FUZZ_COUNT");

    public static int Pages { get; } = int.TryParse(Wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 500;

    public static void Sample(string page, Action<string> check) => Sample(page, check, Pages);

    public static void Sample(string page, Action<string> check, int pages) =>
        PageMutations.Of(page).Sample(Wanted is null ? check : html => InTime(html, check), iter: pages, threads: Wanted is null ? -1 : 1);

    /// <summary>A page that took too long is read again: on a busy machine a thread can wait for seconds, but not three times over the same page.</summary>
    private static void InTime(string html, Action<string> check)
    {
        var taken = TimeSpan.MaxValue;
        for (var read = 0; read < 3 && taken > Longest; read++)
        {
            var start = Stopwatch.GetTimestamp();
            check(html);
            taken = Stopwatch.GetElapsedTime(start);
        }
        if (taken > Longest)
            throw new InvalidOperationException($"a page of {html.Length} characters took {taken.TotalSeconds:0.0} s");
    }
}
