using System.Diagnostics;
using System.Globalization;
using CsCheck;

namespace Hippique.Sources.Tests.Pages;

/// <summary>
/// Runs a check over mutated pages: 500 of each, or as many as <c>FUZZ_COUNT</c> says (<c>eng/fuzz</c>, 20,000); then each page must also be done with within a second.
/// </summary>
internal static class Fuzz
{
    private static readonly string? Wanted = Environment.GetEnvironmentVariable("FUZZ_COUNT");

    public static int Pages { get; } = int.TryParse(Wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 500;

    public static void Sample(string page, Action<string> check) => Sample(page, check, Pages);

    public static void Sample(string page, Action<string> check, int pages) =>
        PageMutations.Of(page).Sample(Wanted is null ? check : html => InTime(html, check), iter: pages, threads: Wanted is null ? -1 : 1);

    private static void InTime(string html, Action<string> check)
    {
        var start = Stopwatch.GetTimestamp();
        check(html);
        var taken = Stopwatch.GetElapsedTime(start);
        if (taken > TimeSpan.FromSeconds(1))
            throw new InvalidOperationException($"a page of {html.Length} characters took {taken.TotalSeconds:0.0} s");
    }
}
