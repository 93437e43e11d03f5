using System.Globalization;
using System.Text.Json.Serialization;
using Hippique.Dashboard.Assets;
using Hippique.Hosting;

namespace Hippique.Dashboard;

/// <summary>What a phone is told of the app (W3C, Web Application Manifest).</summary>
internal sealed record AppManifest
{
    private const string Green = "#0b5d3b";

    [JsonPropertyName("name")]
    public string Name { get; } = "Hippique";

    [JsonPropertyName("short_name")]
    public string ShortName { get; } = "Hippique";

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("lang")]
    public required string Language { get; init; }

    [JsonPropertyName("id")]
    public string Id { get; } = "/";

    [JsonPropertyName("start_url")]
    public string StartUrl { get; } = "/";

    [JsonPropertyName("scope")]
    public string Scope { get; } = "/";

    [JsonPropertyName("display")]
    public string Display { get; } = "standalone";

    [JsonPropertyName("background_color")]
    public string BackgroundColour { get; } = Green;

    [JsonPropertyName("theme_color")]
    public string ThemeColour { get; } = Green;

    [JsonPropertyName("icons")]
    public required IReadOnlyList<AppIcon> Icons { get; init; }

    public static AppManifest Of(CultureInfo culture) =>
        new()
        {
            Description = Texts.In(culture, "page_about"),
            Language = culture.TwoLetterISOLanguageName,
            Icons =
            [
                new AppIcon(AssetFiles.AddressOf("icon.svg"), "any", "image/svg+xml"),
                new AppIcon(AssetFiles.AddressOf("icon-192.png"), "192x192", "image/png"),
                new AppIcon(AssetFiles.AddressOf("icon-512.png"), "512x512", "image/png"),
            ],
        };
}

/// <param name="Address">Where it is.</param>
/// <param name="Sizes"><c>192x192</c>, or <c>any</c>.</param>
/// <param name="MediaType">Of the picture.</param>
internal sealed record AppIcon(
    [property: JsonPropertyName("src")] string Address,
    [property: JsonPropertyName("sizes")] string Sizes,
    [property: JsonPropertyName("type")] string MediaType
);
