using System.Text.Json;
using Hippique.Hosting;
using Hippique.Sources.Registration;

namespace Hippique.Doctor;

/// <summary>The pages of a source whose readers were built without a real page at hand, in the user's language.</summary>
internal static class UnseenPages
{
    public static IReadOnlyList<string> Of(string source) =>
        [
            .. (SourceDescriptors.Find(source)?.NotYetSeen ?? []).Select(page =>
                Texts.Get($"doctor_part_{JsonNamingPolicy.SnakeCaseLower.ConvertName(page.ToString())}")
            ),
        ];
}
