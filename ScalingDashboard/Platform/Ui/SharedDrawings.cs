using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ScalingDashboard.Platform.Ui;

/// <summary>
/// Draws what many open pages show alike once for all of them. A page then holds a text that it shares, where it would hold
/// the elements itself, twice: Blazor keeps the last two pictures of every component of every open page.
/// </summary>
/// <remarks>A drawing depends on nothing but its parameters, and waits for nothing; what answers to the reader stays with the page.</remarks>
public sealed class SharedDrawings(ILoggerFactory logs)
{
    /// <summary>Looks of one thing at once: languages, and pages that stand alone or beside others. Older ones are drawn again when asked for.</summary>
    private const int MostLooks = 32;

    /// <summary>Stands in a component where its drawing is cut into parts: a page is sent only the parts that changed.</summary>
    public static readonly MarkupString Cut = new("\u001f");

    private static readonly IServiceProvider NoServices = new ServiceCollection().BuildServiceProvider();

    // A drawing is forgotten with what it shows.
    private readonly ConditionalWeakTable<object, ConcurrentDictionary<(string Language, object Look), IReadOnlyList<MarkupString>>> _drawn = [];

    /// <summary>The HTML of a component, in its parts.</summary>
    /// <param name="shown">What is drawn: the same instance for all who show the same.</param>
    /// <param name="look">All else that the drawing depends on, as a value. The reader's language is added.</param>
    /// <param name="parameters">Of the component.</param>
    /// <exception cref="InvalidOperationException">The component failed, or waits for something.</exception>
    public IReadOnlyList<MarkupString> Of<TComponent>(object shown, object look, Func<Dictionary<string, object?>> parameters)
        where TComponent : IComponent =>
        Joined(shown, look, () => [.. Draw<TComponent>(parameters()).Split(Cut.Value).Select(part => new MarkupString(part))]);

    /// <summary>Parts that were made of drawings, once for all who show the same.</summary>
    /// <param name="shown">As of a drawing.</param>
    /// <param name="look">As of a drawing; no drawing of the same has this one.</param>
    public IReadOnlyList<MarkupString> Joined(object shown, object look, Func<IReadOnlyList<MarkupString>> join)
    {
        var looks = _drawn.GetValue(shown, _ => []);
        var key = (CultureInfo.CurrentUICulture.Name, look);
        if (looks.TryGetValue(key, out var drawn))
            return drawn;
        // Others who ask for the same wait for it, rather than draw it too.
        lock (looks)
        {
            if (looks.TryGetValue(key, out drawn))
                return drawn;
            if (looks.Count >= MostLooks)
                looks.Clear();
            return looks[key] = join();
        }
    }

    private string Draw<TComponent>(Dictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        using var renderer = new HtmlRenderer(NoServices, logs);
        string? html = null;
        var drawing = renderer.Dispatcher.InvokeAsync(() => html = renderer.BeginRenderingComponent<TComponent>(ParameterView.FromDictionary(parameters)).ToHtmlString());
        // Nobody else uses this renderer and the component waits for nothing, so it is done.
        if (html is null || !drawing.IsCompletedSuccessfully)
            throw new InvalidOperationException($"{typeof(TComponent).Name} could not be drawn at once.", drawing.Exception?.InnerException);
        return html;
    }
}
