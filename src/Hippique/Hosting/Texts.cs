using System.Globalization;
using System.Resources;
using Hippique.Racing;

namespace Hippique.Hosting;

/// <summary>
/// The words shown to people, in English (<c>Texts.resx</c>) and French (<c>Texts.fr.resx</c>). <c>HIPPIQUE_LANG</c> (fr, en) chooses; without it the machine's locale does.
/// </summary>
public static class Texts
{
    private static readonly ResourceManager Resources = new("Hippique.Hosting.Texts", typeof(Texts).Assembly);
    private static readonly Lazy<CultureInfo> Chosen = new(() => Choose(Environment.GetEnvironmentVariable("HIPPIQUE_LANG")));

    /// <summary>The language of the user's screens.</summary>
    public static CultureInfo Culture => Chosen.Value;

    /// <summary>The text of <paramref name="key"/> with its places filled in; a counted noun is written as <see cref="CountFormat"/> reads it.</summary>
    /// <exception cref="MissingManifestResourceException">There is no such key.</exception>
    public static string Get(string key, params ReadOnlySpan<object?> args) => In(Culture, key, args);

    /// <summary>The same in a given language.</summary>
    public static string In(CultureInfo culture, string key, params ReadOnlySpan<object?> args)
    {
        var text = Resources.GetString(key, culture) ?? throw new MissingManifestResourceException($"no text '{key}'");
        if (args.IsEmpty)
            return text;
        var places = args.ToArray();
        for (var i = 0; i < places.Length; i++)
            places[i] = places[i] is IHasProblem said ? ProblemText.In(culture, said) : places[i];
        return string.Format(new CountFormat(culture), text, places);
    }

    /// <summary>The same for a failure that only a screen shows: it is in the user's language from the start.</summary>
    public static Problem Said(string key, params ReadOnlySpan<object?> args) => Problem.Verbatim(Get(key, args));

    private static CultureInfo Choose(string? language) =>
        language switch
        {
            "fr" => CultureInfo.GetCultureInfo("fr-FR"),
            "en" => CultureInfo.GetCultureInfo("en-GB"),
            _ when CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" => CultureInfo.GetCultureInfo("fr-FR"),
            _ => CultureInfo.GetCultureInfo("en-GB"),
        };
}
