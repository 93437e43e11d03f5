using System.Globalization;
using Hippique.Hosting;
using Hippique.Orchestration.Actions;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>Words for who did something.</summary>
internal static class PersonWords
{
    /// <param name="name">See <see cref="Actor.Name"/>; empty: it is not told.</param>
    /// <param name="culture">French or English.</param>
    public static string NameOf(string name, CultureInfo culture) =>
        name switch
        {
            Actor.Owner => Texts.In(culture, "person_owner"),
            Actor.Viewer => Texts.In(culture, "person_viewer"),
            Actor.Anybody => Texts.In(culture, "person_anybody"),
            Actor.Link => Texts.In(culture, "person_link"),
            "" => Texts.In(culture, "person_untold"),
            _ => CleanText.Line(name),
        };
}
