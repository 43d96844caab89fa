using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.Logging.Abstractions;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Tests.Platform.Ui;

[Trait("Ring", "Unit")]
public sealed class SharedDrawingsTests
{
    private readonly SharedDrawings _drawings = new(NullLoggerFactory.Instance);
    private readonly object _shown = new();
    private int _drawn;

    [Fact]
    public void What_shows_the_same_is_drawn_once_and_cut_into_its_parts()
    {
        var first = Draw("a<b");
        first.Select(part => part.Value).ShouldBe(["<p>a&lt;b</p>", "<i></i>"]);
        Draw("a<b").ShouldBeSameAs(first);
        _drawn.ShouldBe(1);
    }

    [Fact]
    public void Another_look_another_thing_and_another_language_are_drawn_anew()
    {
        Draw("a");
        Draw("b");
        _drawings.Of<Words>(new object(), "a", Parameters("a"));
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de-DE");
        Draw("a");
        _drawn.ShouldBe(4);
    }

    [Fact]
    public void Looks_without_end_are_forgotten()
    {
        for (var look = 0; look < 1_000; look++)
            Draw(look.ToString(CultureInfo.InvariantCulture));
        Draw("0");
        _drawn.ShouldBe(1_001);
    }

    [Fact]
    public void What_fails_says_so_and_is_tried_again()
    {
        Should.Throw<InvalidOperationException>(() => _drawings.Of<Failing>(_shown, "", () => [])).InnerException!.Message.ShouldBe("on purpose");
        Should.Throw<InvalidOperationException>(() => _drawings.Of<Failing>(_shown, "", () => []));
    }

    private IReadOnlyList<MarkupString> Draw(string words) => _drawings.Of<Words>(_shown, words, Parameters(words));

    private Func<Dictionary<string, object?>> Parameters(string words) => () =>
    {
        _drawn++;
        return new() { [nameof(Words.Said)] = words };
    };

    private sealed class Words : ComponentBase
    {
        [Parameter, EditorRequired]
        public required string Said { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "p");
            builder.AddContent(1, Said);
            builder.CloseElement();
            builder.AddContent(2, SharedDrawings.Cut);
            builder.AddMarkupContent(3, "<i></i>");
        }
    }

    private sealed class Failing : ComponentBase
    {
        protected override void OnInitialized() => throw new InvalidOperationException("on purpose");
    }
}
