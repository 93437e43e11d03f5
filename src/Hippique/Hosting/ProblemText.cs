using System.Collections;
using System.Globalization;
using System.Resources;
using Hippique.Racing;

namespace Hippique.Hosting;

/// <summary>
/// Problems in the user's language. The French of each English format stands in <c>Problems.fr.resx</c>, under the format itself; a test walks every format of the program.
/// </summary>
public static class ProblemText
{
    private static readonly Lazy<ResourceSet> FrenchFormats = new(Read);

    /// <summary>The English formats that have a French text.</summary>
    internal static IEnumerable<string> Formats => FrenchFormats.Value.Cast<DictionaryEntry>().Select(entry => (string)entry.Key);

    /// <summary>In the language of the user's screens.</summary>
    public static string Of(IHasProblem said) => In(Texts.Culture, said);

    /// <summary>In a given language.</summary>
    public static string In(CultureInfo culture, IHasProblem said) =>
        said.Problem.In(culture, culture.TwoLetterISOLanguageName == "fr" ? ToFrench : format => format);

    /// <summary>One line for each problem, in the language of the user's screens.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<IHasProblem> said) =>
        [.. said.SelectMany(one => one.Problem.Each).Select(problem => Of(problem))];

    // A format without words needs no French.
    private static string ToFrench(string format) => FrenchFormats.Value.GetString(format) ?? format;

    private static ResourceSet Read() =>
        new ResourceManager("Hippique.Hosting.Problems", typeof(ProblemText).Assembly).GetResourceSet(
            CultureInfo.GetCultureInfo("fr"),
            createIfNotExists: true,
            tryParents: false
        ) ?? throw new MissingManifestResourceException("the French of problems is not there");
}
