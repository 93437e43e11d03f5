namespace Hippique.Racing;

/// <summary>Questions about a list of countries, ISO 3166 alpha-3 (<c>FR</c> counts as <c>FRA</c>); an empty list means all of them.</summary>
public static class CountryList
{
    public static bool Includes(IReadOnlyList<string> countries, string country) =>
        countries.Count == 0 || countries.Any(wanted => string.Equals(Alpha3(wanted), Alpha3(country), StringComparison.OrdinalIgnoreCase));

    private static string Alpha3(string code) => code.Equals("FR", StringComparison.OrdinalIgnoreCase) ? "FRA" : code;
}
